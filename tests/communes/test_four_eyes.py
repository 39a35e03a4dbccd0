"""Who hands a sheet in neither verifies nor approves it, unless nobody else could."""

import pytest

from accounts.journal import changeset
from accounts.models import ChangeSet
from accounts.people import add_person
from accounts.refusals import Refusal
from accounts.roles import Role
from communes.actions import approve, must_confirm, submit, verify
from tests.communes.register import TYPE_III, fill
from tests.office import person, unit


@pytest.fixture
def own(sheet):
    """A sheet the secretary filled and handed in for a commune that sent paper."""
    fill(sheet, TYPE_III, by="thuky")
    submit(sheet, by=person("thuky"))
    sheet.refresh_from_db()
    return sheet


@pytest.fixture
def colleague(db):
    with changeset(by=None, what="Thử", door=ChangeSet.Door.COMMAND) as change:
        add_person(
            change,
            username="thuky2",
            full_name="Thư ký thứ hai",
            password="mat-khau-thu-2021",
            role=Role.SECRETARIAT,
            unit=unit("p01"),
        )
    return person("thuky2")


def test_whoever_handed_in_does_not_verify_while_a_colleague_can(own, colleague):
    with pytest.raises(Refusal, match="cần một người khác") as refused:
        verify(own, by=person("thuky"), confirmed=True)

    assert refused.value.status == 409
    own.refresh_from_db()
    assert own.state == "SUBMITTED"


def test_the_colleague_verifies_and_the_first_still_does_not_approve(own, colleague):
    verify(own, by=colleague)

    with pytest.raises(Refusal, match="cần một người khác"):
        approve(own, by=person("thuky"), outcome="TYPE_III", text="Rõ")
    approve(own, by=colleague, outcome="TYPE_III", text="Đã đối chiếu")
    own.refresh_from_db()
    assert own.state == "APPROVED"


def test_alone_the_secretary_verifies_after_a_word_that_says_so(own):
    with pytest.raises(Refusal, match="đánh dấu xác nhận"):
        verify(own, by=person("thuky"))

    verify(own, by=person("thuky"), confirmed=True)

    own.refresh_from_db()
    assert (own.state, own.verified_by) == ("VERIFIED", own.submitted_by)


def test_the_page_asks_for_that_word_only_where_it_is_needed(own, as_user):
    client = as_user("thuky")
    address = f"/assessments/{own.pk}/"

    assert must_confirm(own, person("thuky"))
    assert 'name="confirmed"' in client.get(address).content.decode()
    refused = client.post(f"{address}verify/", {"text": ""})
    done = client.post(f"{address}verify/", {"text": "", "confirmed": "1"})

    assert (refused.status_code, done.status_code) == (422, 302)


def test_a_sheet_of_somebody_else_needs_no_extra_word(sheet, as_user):
    fill(sheet, TYPE_III)
    submit(sheet, by=person("hoankiem"))

    page = as_user("thuky").get(f"/assessments/{sheet.pk}/").content.decode()

    assert 'name="confirmed"' not in page
