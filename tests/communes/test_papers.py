"""Files and remarks of a sheet, clause by clause; private, and whole."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import ChangeSet
from accounts.refusals import Refusal
from accounts.verification import breaks
from communes.actions import comment
from communes.filing import MOST_FILES, attach, damaged, detach
from communes.models import Paper
from tests.communes.register import submitted, verified
from tests.office import person

PDF = b"%PDF-1.4 bien ban kiem tra"


def keep(sheet, *, clause="", data=PDF, name="bien-ban.pdf", by="hoankiem"):
    return attach(sheet, data=data, name=name, clause=clause, by=person(by))


def send(client, sheet, **more):
    file = SimpleUploadedFile(more.pop("name", "bien-ban.pdf"), more.pop("data", PDF))
    return client.post(f"/assessments/{sheet.pk}/papers/", {"file": file, **more})


def test_a_file_is_kept_whole_under_a_name_nobody_can_guess(sheet):
    row = keep(sheet, clause="4.1.a")

    assert row.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (Path(settings.MEDIA_ROOT) / row.stored_file).read_bytes() == PDF
    assert "bien-ban" not in row.stored_file
    last = ChangeSet.objects.latest("pk")
    assert (last.file_name, last.file_sha256) == ("bien-ban.pdf", row.sha256)
    assert list(breaks()) == []


def test_the_same_file_comes_to_a_clause_only_once(sheet):
    keep(sheet, clause="4.1.a")

    keep(sheet, clause="4.1.b")
    with pytest.raises(Refusal, match="không cần gửi lại") as refused:
        keep(sheet, clause="4.1.a")

    assert refused.value.status == 409


def test_a_clause_of_another_law_and_too_many_files_are_refused(sheet):
    with pytest.raises(Refusal, match="không có điểm này"):
        keep(sheet, clause="5.a")

    for number in range(MOST_FILES):
        keep(sheet, data=PDF + bytes([number]))
    with pytest.raises(Refusal, match="gộp các trang"):
        keep(sheet, data=PDF + b"nua")


def test_a_verified_sheet_keeps_its_files_as_they_were(sheet):
    row = keep(sheet)
    verified(sheet)

    with pytest.raises(Refusal, match="Phiếu đã thẩm định"):
        keep(sheet, data=PDF + b"2")
    with pytest.raises(Refusal, match="Phiếu đã thẩm định"):
        detach(row, by=person("thuky"))


def test_a_file_taken_away_twice_is_told(sheet):
    row = keep(sheet)
    detach(Paper.objects.get(pk=row.pk), by=person("hoankiem"))

    with pytest.raises(Refusal, match="vừa được bỏ"):
        detach(row, by=person("hoankiem"))


def test_a_file_changed_on_the_disk_is_found(sheet):
    row = keep(sheet)
    assert list(damaged()) == []

    (Path(settings.MEDIA_ROOT) / row.stored_file).write_bytes(b"%PDF-khac")

    [(where, told)] = damaged()
    assert where == "c00037"
    assert told.startswith("Hồ sơ «bien-ban.pdf» của phiếu đánh giá")


def test_the_official_sends_a_file_and_reads_it_back(sheet, as_user):
    client = as_user("hoankiem")

    assert send(client, sheet, clause="6.1").status_code == 302

    row = Paper.objects.get()
    page = client.get(f"/assessments/{sheet.pk}/").content.decode()
    file = client.get(f"/assessments/papers/{row.pk}/")
    assert page.count("bien-ban.pdf") >= 2  # beside the clause and in the list
    assert file.content == PDF
    assert "attachment" in file["Content-Disposition"]


def test_the_page_says_what_is_wrong_with_a_file(sheet, as_user):
    client = as_user("hoankiem")

    no_kind = send(client, sheet, data=b"MZ chay duoc", name="a.exe")
    no_file = client.post(f"/assessments/{sheet.pk}/papers/", {"clause": ""})
    no_clause = send(client, sheet, clause="9.9")

    assert no_kind.status_code == 415
    assert "Chỉ nhận PDF" in no_kind.content.decode()
    assert "Hãy chọn một tệp." in no_file.content.decode()
    assert (no_file.status_code, no_clause.status_code) == (422, 422)


def test_a_neighbour_neither_reads_nor_sends_nor_removes(sheet, as_user):
    row = keep(sheet)
    client = as_user("bavi")

    answers = [
        client.get(f"/assessments/papers/{row.pk}/"),
        client.post(f"/assessments/papers/{row.pk}/remove/"),
        send(client, sheet),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_who_only_reads_sends_and_removes_nothing(sheet, as_user):
    row = keep(sheet)
    client = as_user("lanhdao")

    assert send(client, sheet).status_code == 403
    assert client.post(f"/assessments/papers/{row.pk}/remove/").status_code == 403


def test_the_reviewer_takes_a_wrong_file_off_a_submitted_sheet(sheet, as_user):
    row = keep(sheet)
    submitted(sheet)

    done = as_user("thuky").post(f"/assessments/papers/{row.pk}/remove/")

    assert done.status_code == 302
    assert not Paper.objects.exists()


def test_a_remark_stands_at_its_clause_and_in_the_talk(sheet, as_user):
    client = as_user("thuky")

    client.post(
        f"/assessments/{sheet.pk}/comment/",
        {"text": "Đối chiếu sổ hộ tịch", "clause": "4.1.a"},
    )

    page = client.get(f"/assessments/{sheet.pk}/").content.decode()
    assert page.count("Đối chiếu sổ hộ tịch") == 2
    assert "điểm 4.1.a" in page


def test_a_remark_on_a_clause_of_another_law_is_refused(sheet):
    with pytest.raises(Refusal, match="không có điểm này"):
        comment(sheet, by=person("thuky"), text="Rõ", clause="5.a")
