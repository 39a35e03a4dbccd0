"""What ships with the communes' room, loaded once however often it is asked for."""

import pytest

from accounts.journal import changeset
from accounts.models import ChangeSet
from communes.loading import load_criteria, load_register
from communes.models import CriteriaSet, Recognition
from plans.models import Document
from tests.communes import register
from units.models import Unit


def counts() -> tuple[int, int, int]:
    return (
        CriteriaSet.objects.count(),
        Recognition.objects.count(),
        ChangeSet.objects.count(),
    )


def test_a_second_load_changes_nothing_and_leaves_no_line(shipped):
    before = counts()

    register.load()

    assert counts() == before


def test_the_three_shipped_sets_can_be_read(shipped):
    sets = {(str(row), row.unit_level): row.value for row in CriteriaSet.objects.all()}

    assert set(sets) == {
        ("28/2025/QĐ-TTg", "commune"),
        ("28/2025/QĐ-TTg", "province"),
        ("414/KH-UBND", "commune"),
    }
    assert len(sets["414/KH-UBND", "commune"].requirements) == 12


def test_414_binds_lao_cai_only(shipped):
    scopes = {str(row): row.scope_unit for row in CriteriaSet.objects.all()}

    assert scopes["414/KH-UBND"] == Unit.objects.get(key="p10")
    assert scopes["28/2025/QĐ-TTg"] is None


def test_a_set_of_a_province_that_is_not_loaded_waits(db):
    CriteriaSet.objects.all().delete()
    Unit.objects.filter(key="p10").update(key="p10-khac")

    with changeset(by=None, what="Nạp", door=ChangeSet.Door.DEMO) as change:
        load_criteria(change)

    assert not CriteriaSet.objects.filter(document__symbol="414/KH-UBND").exists()


def test_every_entry_of_the_register_tells_its_source(shipped):
    sources = Recognition.objects.values_list("source", flat=True)

    assert len(sources) == 5
    assert all("Cước chú 3 của 21/KH-UBND" in source for source in sources)


def test_the_footnote_leads_to_the_plans_own_document(shipped):
    documents = Document.objects.filter(commune_decisions__isnull=False)

    assert [str(row.slug) for row in documents] == ["21-kh-ubnd-2021"]


def test_without_the_communes_there_is_nothing_to_load(db):
    Recognition.objects.all().delete()
    keys = ["c00547", "c00586", "c10315", "c10105", "c00394"]
    for number, key in enumerate(keys):
        Unit.objects.filter(key=key).update(key=f"khac-{number}")

    with changeset(by=None, what="Nạp", door=ChangeSet.Door.DEMO) as change:
        written = load_register(change)

    assert written == 0


@pytest.mark.parametrize("key", ["c00415", "c00589"])
def test_neighbours_and_namesakes_stay_out(shipped, key):
    assert not Recognition.objects.filter(unit__key=key).exists()
