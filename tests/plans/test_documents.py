"""Documents beside the plans: what is only cited, what holds when, signed papers.

Source: product.md, promise 13; QĐ 28/2025/QĐ-TTg ends what it replaces on its own day.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from accounts.journal import changeset
from plans import papers
from plans.graph_page import GraphPage
from plans.models import Attachment, Citation, Document
from plans.symbols import Symbol

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 ban ky"


def document(symbol, day, **facts):
    parsed = Symbol.parse(symbol)
    row = Document(
        slug=parsed.slug(),
        kind=parsed.kind,
        symbol=symbol,
        symbol_key=parsed.key(),
        issued_on=day,
        **facts,
    )
    with changeset(by=None, what="Ghi văn bản") as change:
        change.save(row)
    return row


@pytest.fixture
def old(db):
    return document("901/QĐ-UBND", dt.date(2019, 5, 1), title="Quy chế cũ")


@pytest.fixture
def new(old):
    row = document("902/QĐ-UBND", dt.date(2022, 7, 1), title="Quy chế mới")
    text = "thay thế Quyết định số 901/QĐ-UBND"
    cite = Citation(source=row, cited=old, relation="REPLACES", text=text)
    with changeset(by=None, what="Ghi viện dẫn") as change:
        change.save(cite)
    return row


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (dt.date(2019, 4, 30), "chưa có hiệu lực ngày 30/04/2019"),
        (dt.date(2022, 6, 30), "có hiệu lực ngày 30/06/2022"),
        (dt.date(2022, 7, 1), "bị thay thế bởi 902/QĐ-UBND, từ 01/07/2022"),
    ],
)
def test_a_document_says_what_ended_it(old, new, on, said):
    assert GraphPage(old, on).state == said


def test_a_document_with_an_end_of_its_own_says_the_day():
    row = document("903/QĐ-UBND", dt.date(2019, 5, 1), effective_to=dt.date(2021, 1, 1))

    assert GraphPage(row, dt.date(2021, 6, 1)).state == "hết hiệu lực từ 01/01/2021"


def test_a_document_that_is_no_plan_has_its_page(new, as_user):
    page = as_user("hoankiem").get(f"/documents/{new.slug}/").content.decode()

    assert "Quy chế mới" in page
    assert "/documents/901-qd-ubnd/" in page
    assert "Đính kèm" not in page


def test_the_register_tells_what_is_only_cited(as_user):
    client = as_user("hoankiem")

    cited = client.get("/documents/?stub=stub").content.decode()
    held = client.get("/documents/?stub=held").content.decode()

    assert "36-CT/TW" in cited
    assert "36-CT/TW" not in held
    assert "21/KH-UBND" in held


def test_the_register_of_a_day_knows_nothing_issued_later(old, new, as_user):
    page = as_user("thuky").get("/documents/?on=2020-01-01").content.decode()

    assert "901/QĐ-UBND" in page
    assert "902/QĐ-UBND" not in page


def test_a_symbol_is_found_however_it_is_typed(old, as_user):
    page = as_user("thuky").get("/documents/?q=901/qđ-ubnd").content.decode()

    assert "Quy chế cũ" in page
    assert "36-CT/TW" not in page


def test_a_signed_paper_is_a_download_no_browser_opens(
    new, as_user, tmp_path, settings
):
    settings.MEDIA_ROOT = tmp_path
    file = {"file": SimpleUploadedFile("../ban ký.pdf", PDF)}

    as_user("thuky").post(f"/documents/{new.slug}/attach/", file)

    row = Attachment.objects.get()
    got = as_user("hoankiem").get(f"/documents/{new.slug}/papers/{row.pk}/")
    assert (got.content, row.name) == (PDF, "ban ký.pdf")
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Cache-Control"] == "no-store"


def test_the_same_paper_twice_is_refused_and_kept_once(
    new, as_user, tmp_path, settings
):
    settings.MEDIA_ROOT = tmp_path
    address = f"/documents/{new.slug}/attach/"
    client = as_user("thuky")
    client.post(address, {"file": SimpleUploadedFile("a.pdf", PDF)})

    again = client.post(address, {"file": SimpleUploadedFile("b.pdf", PDF)})

    assert again.status_code == 409
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_paper_of_another_document_is_not_there(
    new, old, as_user, tmp_path, settings
):
    settings.MEDIA_ROOT = tmp_path
    file = {"file": SimpleUploadedFile("a.pdf", PDF)}
    as_user("thuky").post(f"/documents/{new.slug}/attach/", file)

    row = Attachment.objects.get()
    got = as_user("thuky").get(f"/documents/{old.slug}/papers/{row.pk}/")

    assert got.status_code == 404


@pytest.mark.parametrize("username", ["hoankiem", "soyte", "lanhdao"])
def test_who_may_not_read_plans_in_attaches_nothing(new, as_user, username):
    file = {"file": SimpleUploadedFile("a.pdf", PDF)}

    answer = as_user(username).post(f"/documents/{new.slug}/attach/", file)

    assert answer.status_code == 403
    assert not Attachment.objects.exists()


def test_the_register_costs_the_same_whatever_its_length(
    as_user, django_assert_max_num_queries
):
    client = as_user("thuky")
    client.get("/documents/")

    with django_assert_max_num_queries(12):
        client.get("/documents/")


def test_a_paper_that_was_altered_is_found_by_the_check(
    new, as_user, tmp_path, settings, capsys
):
    settings.MEDIA_ROOT = tmp_path
    file = {"file": SimpleUploadedFile("a.pdf", PDF)}
    as_user("thuky").post(f"/documents/{new.slug}/attach/", file)
    assert list(papers.damaged()) == []

    (tmp_path / Attachment.objects.get().stored_file).write_bytes(PDF + b"!")

    with pytest.raises(CommandError, match="Tệp trong kho không còn"):
        call_command("check_data")


def test_a_paper_that_is_gone_is_found_as_well(new, as_user, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    file = {"file": SimpleUploadedFile("a.pdf", PDF)}
    as_user("thuky").post(f"/documents/{new.slug}/attach/", file)

    (tmp_path / Attachment.objects.get().stored_file).unlink()

    said = "Bản ký «a.pdf»: Tệp này không còn được giữ."
    assert list(papers.damaged()) == [(new.slug, said)]


def test_the_signed_paper_comes_back_with_a_restore(new, as_user, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "private"
    file = {"file": SimpleUploadedFile("a.pdf", PDF)}
    as_user("thuky").post(f"/documents/{new.slug}/attach/", file)
    out = tmp_path / "saoluu"
    call_command("backup", out=out)
    (settings.MEDIA_ROOT / Attachment.objects.get().stored_file).unlink()

    call_command("restore", source=out, yes=True)

    assert list(papers.damaged()) == []
    assert Attachment.objects.get().document.symbol == "902/QĐ-UBND"
