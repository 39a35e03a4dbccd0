"""A plan's file is known by its content; what is unsafe is refused in one sentence."""

import zipfile
from pathlib import Path

import pytest
from docx import Document

from intake.docx_text import PlanFileError, docx_to_text
from intake.html_text import html_to_text
from intake.plan_file import decode, read_plan_file

ROOT = Path(__file__).parents[3]
PAPER = ROOT / "fixtures/documents/ke-hoach-484-kh-ubnd-2016.txt"


def word_plan(path: Path) -> Path:
    document = Document()
    letterhead = document.add_table(rows=2, cols=2)
    letterhead.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nTỈNH SƠN HÀ"
    letterhead.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    letterhead.cell(1, 0).text = "Số: 12/KH-UBND"
    letterhead.cell(1, 1).text = "Sơn Hà, ngày 15 tháng 01 năm 2026"
    for line in ("KẾ HOẠCH", "PHÒNG, CHỐNG MA TÚY NĂM 2026", "I. CHỈ TIÊU"):
        document.add_paragraph(line)
    document.add_paragraph("Khám phá 450 vụ", style="List Bullet")
    document.add_paragraph("PHỤ LỤC")
    rows = [
        ("TT", "Đơn vị", "Đấu tranh", "Đấu tranh"),
        ("TT", "Đơn vị", "Số vụ", "Số người"),
        ("1", "An Bình", "20", "30"),
        ("2", "Hòa Tiến", "12", ""),
        ("", "Tổng cộng", "32", "30"),
    ]
    table = document.add_table(rows=0, cols=4)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))
    return path


def test_word_plan_is_read_with_its_two_level_table(tmp_path):
    draft = read_plan_file(word_plan(tmp_path / "plan.docx"))

    assert draft.document.symbol == "12/KH-UBND"
    assert draft.document.issuer == "Ủy ban nhân dân tỉnh Sơn Hà"
    assert [t.value for t in draft.targets] == ["450"]
    assert draft.annex.columns == ("Đấu tranh / Số vụ", "Đấu tranh / Số người")
    assert draft.annex.rows[1].values == ("12", None)
    assert draft.annex.totals == ("32", "30")
    assert draft.questions == ()


def test_word_tables_are_also_given_as_cells(tmp_path):
    word = docx_to_text(word_plan(tmp_path / "plan.docx"))

    assert len(word.tables) == 2
    assert word.tables[1][2] == ("1", "An Bình", "20", "30")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_text_plan_is_read_in_any_unicode_form(tmp_path, encoding):
    path = tmp_path / "plan"
    path.write_bytes(PAPER.read_text(encoding="utf-8").encode(encoding))

    assert read_plan_file(path).document.symbol == "484/KH-UBND"


def test_text_of_old_windows_is_put_together_again():
    assert decode(b"ma tu\xecy, \xf0i\xea\xf2m") == "ma túy, điệm"


def test_utf_16_without_a_mark_is_known_by_its_zero_bytes():
    assert decode("Kế hoạch".encode("utf-16-be")) == "Kế hoạch"


def test_web_page_is_read_without_its_scripts_and_with_its_table(tmp_path):
    page = """<!DOCTYPE html><html><head><title>x</title></head><body>
    <script>var a = "Số: 99/KH-UBND";</script>
    <table><tr><td>ỦY BAN NHÂN DÂN<br>TỈNH SƠN HÀ</td>
    <td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr>
    <tr><td>Số: 12/KH-UBND</td><td>Sơn Hà, ngày 15 tháng 01 năm 2026</td></tr></table>
    <p><b>KẾ HOẠCH</b></p><p>PHÒNG, CHỐNG MA TÚY</p><p>I. CHỈ TIÊU</p>
    <p>1. Khám phá <i>450</i> vụ.</p>
    <table><tr><th>TT</th><th>Đơn vị</th><th>Số vụ</th></tr>
    <tr><td>1</td><td>An Bình</td><td>20</td></tr></table></body></html>"""
    path = tmp_path / "plan.html"
    path.write_text(page, encoding="utf-8")

    draft = read_plan_file(path)

    assert draft.document.symbol == "12/KH-UBND"
    assert [t.value for t in draft.targets] == ["450"]
    assert draft.annex.rows[0].values == ("20",)


def test_an_unclosed_page_still_gives_its_words():
    assert "Đơn vị" in html_to_text("<table><tr><td>Đơn vị")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "dạng cũ (.doc)"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04 broken", "không phải Word"),
        (b"\xff\xfeS\x00\xd8", "UTF-8"),
        (b"a" * (10 * 1024 * 1024 + 1), "10 MB"),
    ],
)
def test_other_files_are_refused_with_what_to_do(tmp_path, content, words):
    path = tmp_path / "plan.docx"
    path.write_bytes(content)

    with pytest.raises(
        PlanFileError, match=words.replace("(", r"\(").replace(")", r"\)")
    ):
        read_plan_file(path)


def zipped(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


MAIN = {"word/document.xml": b"<w:document/>"}


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"readme.txt": b"x"}, "không phải văn bản Word"),
        (MAIN | {"word/vbaProject.bin": b"x"}, "macro"),
        ({"word/document.xml": b"<!DOCTYPE lolz []><a/>"}, "không an toàn"),
        (MAIN | {f"p{n}": b"" for n in range(300)}, "quá nhiều phần"),
        (MAIN | {"word/media/x": b"\0" * (200 * 1024 * 1024)}, "200 MB"),
        (MAIN, "bị hỏng"),
    ],
)
def test_unsafe_or_broken_word_files_are_refused(tmp_path, parts, words):
    path = zipped(tmp_path / "plan.docx", parts)

    with pytest.raises(PlanFileError, match=words):
        docx_to_text(path)


def test_word_file_with_a_password_is_refused(tmp_path):
    path = zipped(tmp_path / "plan.docx", MAIN)
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    path.write_bytes(bytes(content))

    with pytest.raises(PlanFileError, match="mật khẩu"):
        docx_to_text(path)


def test_word_file_with_a_damaged_part_is_refused(tmp_path):
    path = zipped(tmp_path / "plan.docx", {"word/document.xml": b"<a>" * 500})
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    path.write_bytes(bytes(content))

    with pytest.raises(PlanFileError, match="bị hỏng"):
        docx_to_text(path)


def test_a_template_on_another_host_is_never_fetched(tmp_path, monkeypatch):
    path = word_plan(tmp_path / "plan.docx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(
            "word/_rels/settings.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            'relationships"><Relationship Id="r1" TargetMode="External" Type="http://'
            "schemas.openxmlformats.org/officeDocument/2006/relationships/"
            'attachedTemplate" Target="http://192.0.2.1/x.dotm"/></Relationships>',
        )
    calls: list[object] = []
    monkeypatch.setattr("socket.socket.connect", lambda *args: calls.append(args))

    assert docx_to_text(path).tables
    assert calls == []
