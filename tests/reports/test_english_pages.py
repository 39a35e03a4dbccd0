"""Who reads English meets no Vietnamese word of ours; what is written stays Vietnamese."""

import polib
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import trans_real

from accounts.models import ChangeSet
from plans.models import Plan
from reports.addresses import addresses
from reports.models import Report
from targets.models import Submission
from tests import office
from tests.conventions import people, source
from tests.conventions.page_words import VIETNAMESE, OfficeData, vietnamese_of
from tests.reports.entries import enter, submitted
from tests.reports.issuing import half_a_year

pytestmark = pytest.mark.django_db
ROLES = [role for role in people.ROLES if role != "ANONYMOUS"]
FORMS = ("docx", "xlsx")
ADMIN = {"admin:index", "admin:targets_quota_changelist"}
# The language switch names each language in itself.
OWN_NAMES = {"Tiếng Việt"}


@pytest.fixture(scope="module", autouse=True)
def compiled():
    """The words of today's catalogue, not those an earlier test has read."""
    call_command("compile_po")
    trans_real._translations.clear()


@pytest.fixture
def at_work(quarters):
    """Reports in every state, results of most kinds, a draft of the half-year."""
    half_a_year(before=20)
    enter("d271", "cases", "2021-Q1", 12, state="SUBMITTED")
    enter("pc04", "cases", "2021-Q1", 5, state="RETURNED")
    enter("d002", "rehab-files", "2021-Q1", 3)
    submitted("d001", "2021-Q1", state="SUBMITTED")
    approved = Submission.objects.filter(state="APPROVED")
    approved.update(decided_at=timezone.now(), decided_by=office.person("thuky"))


def in_english(client: Client) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def reachable(client: Client):
    """Name and answer of every address this person gets with GET; own ids."""
    for address in addresses():
        if "GET" not in address.methods or address.name == "logout":
            continue
        if address.name.startswith(("admin", "/")) and address.name not in ADMIN:
            continue
        sets = people.arguments(address.name, address.parameters)
        arguments = sets.get(people.OWN) or sets.get(people.ANY)
        if arguments is not None:
            response = client.get(reverse(address.name, kwargs=arguments))
            if response.status_code == 200:
                yield address.name, response


def is_page(response) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


def examples() -> set[str]:
    """Vietnamese that the English catalogue quotes on purpose, such as column names."""
    path = source.ROOT / "locale/en/LC_MESSAGES/django.po"
    said = (text for e in polib.pofile(str(path)) for text in [e.msgstr])
    return {" ".join(text.split()) for text in said if VIETNAMESE.search(text)}


@pytest.mark.parametrize("role", ROLES)
def test_an_english_page_has_no_vietnamese_word_of_ours_left(role, at_work, as_user):
    client, known = in_english(as_user(people.ROLES[role])), OWN_NAMES | examples()
    data = OfficeData()

    pages = [(name, page) for name, page in reachable(client) if is_page(page)]
    left = {
        (name, rest)
        for name, response in pages
        for text in vietnamese_of(response.content.decode())
        if text not in known and (rest := data.rest(text))
    }

    assert len(pages) >= 5
    assert left == set()


def issue_by_form(client: Client) -> Report:
    """The half-year's report, started, left as proposed and issued on the pages."""
    client.post("/reports/", {"plan": office.plan().pk, "period": "H1"})
    draft = Report.objects.get()
    page = client.get(f"/reports/{draft.pk}/")
    forms = (page.context["head"], page.context["texts"])
    boxes = (box for form in forms for box in form)
    filled = {box.html_name: box.value() for box in boxes if box.value() is not None}
    client.post(f"/reports/{draft.pk}/", filled)
    draft.refresh_from_db()
    paper = {"version": draft.version, "number": "5", "dated": "2021-06-20"}
    client.post(f"/reports/{draft.pk}/issue/", paper)
    return Report.objects.select_related("snapshot").get()


def test_a_report_made_in_english_is_the_vietnamese_one(at_work, as_user):
    with transaction.atomic():
        vietnamese = issue_by_form(as_user("thuky"))
        files = [vietnamese.snapshot.file(form) for form in FORMS]
        transaction.set_rollback(True)

    english = issue_by_form(in_english(as_user("thuky")))

    assert english.is_issued
    assert english.snapshot.data == vietnamese.snapshot.data
    assert [english.snapshot.file(form) for form in FORMS] == files


def test_a_draft_is_shown_in_the_words_of_the_paper(at_work, as_user):
    client = in_english(as_user("thuky"))
    client.post("/reports/", {"plan": office.plan().pk, "period": "H1"})
    draft = Report.objects.get()

    page = client.get(f"/reports/{draft.pk}/").content.decode()

    assert "6 tháng đầu năm 2021" in page
    assert "First half 2021" in page


@pytest.mark.parametrize("username", ["thuky", "quantri", "lanhdao"])
def test_every_file_is_the_same_for_an_english_reader(username, at_work, as_user):
    client = as_user(username)
    vietnamese = {n: r.content for n, r in reachable(client) if not is_page(r)}

    english = {n: r.content for n, r in reachable(in_english(client)) if not is_page(r)}

    assert english.keys() == vietnamese.keys() != set()
    differ = {name for name in english if english[name] != vietnamese[name]}
    assert differ <= {"healthz", "readyz"}


@pytest.mark.parametrize("page", ["/overview/", "/submissions/", "/journal/"])
def test_a_table_taken_along_is_in_the_words_of_the_office(page, at_work, as_user):
    client = as_user("lanhdao")
    vietnamese = client.get(page, {"format": "csv"}).content

    english = in_english(client).get(page, {"format": "csv"}).content

    assert english == vietnamese


def test_other_systems_are_answered_in_vietnamese(at_work, as_user):
    client = as_user("thuky")
    vietnamese = client.get("/api/v1/plans/").content

    english = in_english(client).get("/api/v1/plans/")

    assert english.content == vietnamese
    assert english.headers["Content-Language"] == "vi"


def deeds() -> list[str]:
    return list(ChangeSet.objects.order_by("pk").values_list("what", flat=True))


def a_day_at_the_desk(client: Client) -> None:
    """A round is locked and opened again, a report returned, a criteria sheet made."""
    round_ = Plan.objects.get(slug=office.plan().slug).rounds.order_by("due_at").first()
    client.post(f"/rounds/{round_.pk}/lock/", {"reason": "Đã tổng hợp"})
    client.post(f"/rounds/{round_.pk}/unlock/", {"reason": "Nhập thiếu"})
    waiting = office.submission("d271")
    client.post(f"/submissions/{waiting.pk}/return/", {"reason": "Số chưa khớp"})


def test_the_journal_keeps_vietnamese_whoever_writes_it(at_work, as_user):
    before = len(deeds())
    with transaction.atomic():
        a_day_at_the_desk(as_user("thuky"))
        vietnamese = deeds()
        transaction.set_rollback(True)

    a_day_at_the_desk(in_english(as_user("thuky")))

    assert deeds() == vietnamese
    assert len(vietnamese) == before + 3


def test_a_refusal_is_said_in_the_readers_language(at_work, as_user):
    client = in_english(as_user("thuky"))
    round_ = office.plan().rounds.order_by("due_at").first()
    client.post(f"/rounds/{round_.pk}/lock/", {"reason": "Đã tổng hợp"})

    again = client.post(f"/rounds/{round_.pk}/lock/", {"reason": "Đã tổng hợp"})

    assert again.status_code == 409
    assert "Q1 2021 is already locked." in again.content.decode()
