"""LibreOffice opens what goes out: pages, words, and the totals it computes itself."""

from __future__ import annotations

import io
import subprocess
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import lacking_for_office
from tests.reports.issuing import book, half_a_year, issued, picture

pytestmark = [pytest.mark.django_db, pytest.mark.office]


@pytest.fixture(scope="session")
def profile(tmp_path_factory) -> Path:
    """A profile of its own: no other office that runs on this machine is asked."""
    if lacking_for_office():
        pytest.fail(
            f"REQUIRE_OFFICE=1 nhưng không thấy {lacking_for_office()}.", pytrace=False
        )
    return tmp_path_factory.mktemp("libreoffice")


@pytest.fixture
def convert(profile, tmp_path):
    """`convert(content, "docx", "pdf")` → the bytes LibreOffice makes of a file."""

    def run(content: bytes, form: str, to: str) -> bytes:
        source, out = tmp_path / f"tep.{form}", tmp_path / "ra"
        source.write_bytes(content)
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{profile}"]
        command += ["--convert-to", to, "--outdir", str(out), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return (out / f"tep.{to}").read_bytes()

    return run


def pages(pdf: bytes) -> list[str]:
    """The words of each page, blanks and line ends as one blank."""
    command = ["pdftotext", "-enc", "UTF-8", "-", "-"]
    done = subprocess.run(
        command, input=pdf, capture_output=True, check=True, timeout=60
    )
    return [" ".join(page.split()) for page in done.stdout.decode().split("\f")[:-1]]


def test_the_report_becomes_pages_with_the_words_of_the_decree(quotas, convert):
    half_a_year()

    found = pages(convert(issued(number="8").snapshot.file("docx"), "docx", "pdf"))

    assert len(found) > 3
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 08/BC-UBND",
        "Hà Nội, ngày 15 tháng 6 năm 2021",
        "BÁO CÁO",
    ):
        assert words in found[0]
    text = " ".join(found)
    assert "TM. ỦY BAN NHÂN DÂN" in text
    assert "2.300" in text


def test_pages_are_numbered_from_the_second_on(quotas, convert):
    found = pages(convert(picture().files().docx, "docx", "pdf"))

    assert not found[0].startswith("1 ")
    assert [page.split()[0] for page in found[1:4]] == ["2", "3", "4"]


def test_the_signature_never_stands_alone_on_a_page(quotas, convert):
    found = pages(convert(picture().files().docx, "docx", "pdf"))

    [signed] = [page for page in found if "TM. ỦY BAN NHÂN DÂN" in page]
    assert "Trên đây là" in signed


def test_the_annex_prints_every_sheet_with_its_header(quotas, convert):
    half_a_year()

    text = " ".join(pages(convert(picture().files().xlsx, "xlsx", "pdf")))

    assert "BIỂU GIAO CHỈ TIÊU NĂM 2021" in text
    assert "CÔNG TÁC ĐẤU TRANH" in text
    assert text.count("Kết quả trong kỳ") > 2
    assert "Phòng PC04" in text


def test_libreoffice_computes_the_totals_the_file_carries(quotas, convert):
    half_a_year(before=20)
    content = picture().files().xlsx

    again = book(convert(_without_values(content), "xlsx", "xlsx"), values=True)

    wrong = {}
    carried = book(content, values=True)
    for formula in _formulas(content):
        name, cell = formula
        old, new = carried[name][cell].value, again[name][cell].value
        if _number(old) != _number(new):
            wrong[formula] = (old, new)
    assert wrong == {}
    assert len(_formulas(content)) > 10


def _without_values(content: bytes) -> bytes:
    """The same workbook with its formulas alone: nothing to copy the totals from."""
    found, stream = openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO()
    found.save(stream)
    return stream.getvalue()


def _formulas(content: bytes) -> list[tuple[str, str]]:
    return [
        (sheet.title, cell.coordinate)
        for sheet in book(content).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def _number(value: object) -> Decimal | None:
    return (
        None if value in (None, "") else Decimal(str(value)).quantize(Decimal("0.01"))
    )
