"""A name answered once is known from then on, by whom and when; and can be taken back."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.journal import changeset
from accounts.models import ChangeSet
from intake.memory import askable
from tests import office
from tests.intake.office_books_units import Book, official_figures, refusals, stored
from tests.intake.papers import run, send
from units.models import Alias

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(as_user):
    return as_user("quantri")


def sent(client, path) -> str:
    """The token of a refused upload, to answer its questions."""
    page = send(client, path)
    assert page.status_code == 422
    return page.text.partition("/import/aliases/")[2].partition('/"')[0]


def answer(client, token: str, *keys: str):
    units = [office.unit(key) if key else None for key in keys]
    data = {f"name-{n}": str(u.pk) if u else "" for n, u in enumerate(units)}
    return client.post(f"/import/aliases/{token}/", data)


def odd(tmp_path, **names: str):
    book = Book().named({name.replace("_", " "): w for name, w in names.items()})
    return book.save(tmp_path / "la.xlsx")


def take_back(number: int) -> None:
    args = (str(number), "--reason", "Trả lời nhầm")
    call_command("undo", *args, "--json", stdout=StringIO())


def test_an_answer_is_kept_with_who_when_and_from_which_file(desk, tmp_path):
    token = sent(desk, odd(tmp_path, Hoàn_Kiếm="Quận trung tâm"))

    answer(desk, token, "d002")

    alias = Alias.objects.get(text="Quận trung tâm")
    change = ChangeSet.objects.latest("pk")
    assert (alias.unit.key, alias.reason) == ("d002", "Trả lời khi nạp tệp la.xlsx")
    assert change.made_by == office.person("quantri")
    assert "Quận trung tâm → Quận Hoàn Kiếm" in change.what


def test_the_next_file_and_the_command_know_the_name_however_it_is_typed(
    desk, tmp_path
):
    answer(desk, sent(desk, odd(tmp_path, Hoàn_Kiếm="Quận trung tâm")), "d002")

    again = odd(tmp_path, Hoàn_Kiếm="1. QUẬN  TRUNG TÂM (*)")

    assert run("import_annex", again).code == 0
    assert stored() == official_figures()


def test_an_answer_taken_back_by_command_is_asked_for_again(desk, tmp_path):
    paper = odd(tmp_path, Hoàn_Kiếm="Quận trung tâm")
    answer(desk, sent(desk, paper), "d002")
    take_back(ChangeSet.objects.latest("pk").pk)

    done = run("import_annex", paper)

    assert refusals(done) == [("E_UNIT_UNKNOWN", "B5")]
    assert not Alias.objects.filter(text="Quận trung tâm").exists()


def test_a_second_person_who_says_otherwise_hears_what_is_remembered(
    desk, as_user, tmp_path
):
    paper = odd(tmp_path, Hoàn_Kiếm="Quận trung tâm")
    other = as_user("thuky")
    mine, theirs = sent(desk, paper), sent(other, paper)
    answer(desk, mine, "d002")

    refused = answer(other, theirs, "d001")

    assert refused.status_code == 409
    assert "“Quận trung tâm” đã được nhớ là Quận Hoàn Kiếm" in refused.text
    assert [a.unit.key for a in Alias.objects.filter(text="Quận trung tâm")] == ["d002"]


def test_a_second_person_who_says_the_same_goes_on(desk, as_user, tmp_path):
    paper = odd(tmp_path, Hoàn_Kiếm="Quận trung tâm")
    other = as_user("thuky")
    mine, theirs = sent(desk, paper), sent(other, paper)
    answer(desk, mine, "d002")

    fresh = answer(other, theirs, "d002")

    assert fresh.status_code == 302
    assert "61" in other.get(fresh.url).text
    assert Alias.objects.filter(text="Quận trung tâm").count() == 1


def test_a_name_left_unanswered_is_asked_again_and_the_others_are_kept(desk, tmp_path):
    paper = odd(tmp_path, Hoàn_Kiếm="Quận trung tâm", Ba_Vì="Vùng núi")

    answer(desk, sent(desk, paper), "d002", "")

    done = run("import_annex", paper)
    assert refusals(done) == [("E_UNIT_UNKNOWN", "B22")]


def test_spellings_that_compare_alike_are_one_question():
    names = ["Vùng núi", "VÙNG NÚI", "12345", "x" * 99 + "…", "Khối Đảng"]

    assert askable(names) == ["VÙNG NÚI", "Khối Đảng"]


def test_a_spelling_of_a_commune_means_nothing_in_a_table_of_districts(tmp_path):
    commune = office.unit("c00547")
    with changeset(by=None, what="Cách viết của xã") as change:
        change.save(Alias(unit=commune, text="Vùng núi").derive_keys())

    done = run("import_annex", odd(tmp_path, Ba_Vì="Vùng núi"))

    assert refusals(done) == [("E_UNIT_UNKNOWN", "B22")]
    assert done.answer["unmatched"] == ["Vùng núi"]


def test_a_unit_under_its_remembered_and_its_own_name_is_a_duplicate(tmp_path):
    done = run("import_annex", odd(tmp_path, Mê_Linh="PC04"))

    assert refusals(done) == [("E_UNIT_DUPLICATE", "B35")]
    assert "trùng đơn vị với dòng 34" in json.dumps(done.answer, ensure_ascii=False)


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_two_people_who_answer_at_the_same_moment_leave_one_answer(as_user, tmp_path):
    paper = odd(tmp_path, Hoàn_Kiếm="Quận trung tâm")
    people = [as_user("quantri"), as_user("thuky")]
    tokens, start = [sent(client, paper) for client in people], Barrier(2)

    def press(number: int) -> int:
        start.wait(timeout=30)
        try:
            said = ("d002", "d001")[number]
            return int(answer(people[number], tokens[number], said).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(press, range(2)))

    assert sorted(answers) == [302, 409]
    assert Alias.objects.filter(text="Quận trung tâm").count() == 1
