"""Papers beside a figure: kept privately, seen by whom the report is seen."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from accounts.models import ChangeSet
from accounts.refusals import Refusal
from targets.actions import CellEdit, lock_round, save_results
from targets.filing import MOST_FILES, attach, detach
from targets.models import Evidence, Indicator
from tests import office
from tests.targets.handing_in import approved, handed_in

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 bien ban doi chieu"


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "private"
    return settings.MEDIA_ROOT


@pytest.fixture
def round_(quarters):
    return quarters[0]


def filed(unit="d002", *, data=PDF, name="bien-ban.pdf", by="hoankiem", code="cases"):
    return attach(
        office.submission(unit),
        Indicator.objects.get(code=code),
        data=data,
        name=name,
        by=office.person(by),
    )


def page(round_, unit="d002", code="cases"):
    return f"/entry/{round_.pk}/{unit}/{code}/"


def send(client, address, data=PDF, name="biên bản.pdf"):
    return client.post(address, {"file": SimpleUploadedFile(name, data)})


def test_a_file_is_kept_with_its_digest_outside_every_public_folder(
    round_, as_user, private_folder
):
    answer = send(as_user("hoankiem"), page(round_))

    row = Evidence.objects.get()
    assert answer.status_code == 302
    assert row.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (private_folder / row.stored_file).read_bytes() == PDF
    assert "bien" not in row.stored_file


def test_the_file_comes_back_byte_for_byte_as_a_download(round_, as_user):
    row = filed()

    answer = as_user("hoankiem").get(f"/evidence/{row.pk}/")

    assert answer.content == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize("username", ["bavi", "soyte"])
def test_a_neighbours_file_does_not_exist(round_, as_user, username):
    row = filed()
    client = as_user(username)

    statuses = {
        client.get(f"/evidence/{row.pk}/").status_code,
        client.get(page(round_)).status_code,
        send(client, page(round_)).status_code,
        client.get("/evidence/999999/").status_code,
    }

    assert statuses == {404}
    assert Evidence.objects.count() == 1


def test_a_neighbour_cannot_take_a_file_away(round_, as_user):
    row = filed()

    answer = as_user("bavi").post(f"/evidence/{row.pk}/remove/")

    assert answer.status_code == 404
    assert Evidence.objects.exists()


def test_a_leader_reads_a_file_and_cannot_add_one(round_, as_user):
    row = filed()
    client = as_user("lanhdao")

    read = client.get(f"/evidence/{row.pk}/")
    written = send(client, page(round_), data=PDF + b"2")

    assert (read.status_code, written.status_code) == (200, 403)


@pytest.mark.parametrize(
    ("data", "status"),
    [(b"", 422), (b"MZ\x90 program", 415), (b"<html><script>", 415)],
)
def test_what_is_no_paper_of_an_office_is_refused_by_its_first_bytes(
    round_, as_user, data, status, private_folder
):
    answer = send(as_user("hoankiem"), page(round_), data=data, name="anh.pdf")

    assert answer.status_code == status
    assert not Evidence.objects.exists()
    assert not private_folder.exists()


def test_a_file_above_the_limit_is_refused(round_, as_user, settings):
    settings.UPLOAD_MEGABYTES = 1

    answer = send(as_user("hoankiem"), page(round_), data=PDF + b"0" * 1_100_000)

    assert answer.status_code == 413
    assert "Tệp lớn hơn 1 MB" in answer.content.decode()


def test_the_same_file_twice_beside_one_cell_is_refused(round_):
    filed()

    with pytest.raises(Refusal, match="đã có tệp này") as caught:
        filed(name="lan-hai.pdf")

    assert caught.value.status == 409


def test_a_cell_takes_ten_files_and_no_more(round_):
    for number in range(MOST_FILES):
        filed(data=PDF + bytes([number]))

    with pytest.raises(Refusal, match="đã có 10 tệp"):
        filed(data=PDF + b"one more")


def test_a_figure_the_unit_does_not_report_takes_no_file(round_, as_user):
    with pytest.raises(Refusal) as caught:
        filed(code="methadone-patients")

    assert caught.value.status == 404
    answer = as_user("hoankiem").get(page(round_, code="methadone-patients"))
    assert answer.status_code == 404


def test_a_locked_round_keeps_its_papers_as_they_are(round_):
    row = filed()
    lock_round(round_, reason="Đã chốt", by=office.person("thuky"))

    with pytest.raises(Refusal, match="đã khóa"):
        filed(data=PDF + b"2")
    with pytest.raises(Refusal, match="đã khóa"):
        detach(row, by=office.person("hoankiem"))

    assert Evidence.objects.count() == 1


def test_the_journal_tells_of_both_and_its_chain_holds(round_):
    row = filed()

    detach(row, by=office.person("hoankiem"))

    first, second = ChangeSet.objects.order_by("-pk")[:2][::-1]
    assert first.what.startswith("Gửi minh chứng Vụ án ma túy: Quận Hoàn Kiếm")
    assert (first.file_name, first.file_sha256) == ("bien-ban.pdf", row.sha256)
    assert second.what.startswith("Bỏ minh chứng Vụ án ma túy")
    call_command("verify_journal")


def test_a_file_that_was_altered_in_the_store_is_not_handed_out(
    round_, as_user, private_folder
):
    row = filed()
    (private_folder / row.stored_file).write_bytes(b"%PDF-1.7 khac")

    answer = as_user("hoankiem").get(f"/evidence/{row.pk}/")

    assert answer.status_code == 409


def test_a_cleared_figure_keeps_its_papers(round_):
    who, unit = office.person("hoankiem"), office.unit("d002")
    for value in ("12", ""):
        cells = [CellEdit(indicator="cases", value=value)]
        save_results(round=round_, unit=unit, cells=cells, by=who)
    filed()

    assert Evidence.objects.get().submission == office.submission("d002")


def test_the_grid_says_how_many_papers_a_cell_has(round_, as_user):
    filed()

    text = as_user("hoankiem").get(f"/entry/{round_.pk}/d002/").content.decode()

    assert "1 tệp</a>" in text
    assert "Thêm tệp</a>" in text


def test_the_approver_opens_the_papers_from_the_desk(round_, as_user):
    row = filed()
    handed_in()

    text = as_user("thuky").get("/approvals/").content.decode()

    assert f"/evidence/{row.pk}/" in text


def test_the_explanation_of_a_figure_names_its_papers_and_its_note(round_, as_user):
    row = filed()
    report = approved()
    target = office.plan().targets.get(indicator__code="cases")

    answer = as_user("thuky").get(
        "/explain/",
        {
            "plan": office.plan().slug,
            "period": report.round.period_code,
            "target": target.pk,
            "unit": "d002",
        },
    )

    assert f"/evidence/{row.pk}/" in answer.content.decode()


def test_a_backup_carries_the_papers_and_their_rows(round_, tmp_path, private_folder):
    from accounts.archive import Archive

    row = filed()

    call_command("backup", "--out", str(tmp_path / "office.bak"))

    with (tmp_path / "office.bak").open("rb") as file:
        archive = Archive(file)
        archive.unpack(tmp_path / "back")
        rows = list(archive.rows())
    assert (tmp_path / "back" / row.stored_file).read_bytes() == PDF
    assert row in rows
