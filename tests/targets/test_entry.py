"""Entering results: what is saved, what is refused, and who is told."""

from __future__ import annotations

from decimal import Decimal

import pytest

from accounts.models import ChangeSet
from accounts.refusals import Refusal
from targets.actions import CellEdit, save_grid, save_results
from targets.models import Result
from tests import office

pytestmark = pytest.mark.django_db


def save(quarters, *cells, unit="d002", by="hoankiem", **options):
    return save_results(
        round=quarters[0],
        unit=office.unit(unit),
        cells=cells,
        by=office.person(by) if by else None,
        **options,
    )


def edit(code="cases", version=0, **parts):
    return CellEdit(indicator=code, version=version, **parts)


def stored(code="cases", unit="d002"):
    return Result.objects.filter(unit__key=unit, indicator__code=code).first()


def test_a_number_as_the_office_types_it_is_saved_exactly(quarters):
    outcome = save(quarters, edit(value="1.205"))

    assert outcome.is_clean
    assert outcome.saved[0].version == 1
    assert stored().value == Decimal(1205)


def test_a_save_leaves_one_line_that_says_who_and_what(quarters):
    outcome = save(quarters, edit(value="12"), edit("rehab-files", value="3"))

    line = ChangeSet.objects.get(pk=outcome.change)

    assert line.what == "Nhập kết quả Quý I/2021: Quận Hoàn Kiếm"
    assert line.made_by == office.person("hoankiem")
    assert line.plan_slug == "21-kh-ubnd-2021"


def test_good_cells_are_saved_beside_a_refused_one(quarters):
    outcome = save(quarters, edit(value="12"), edit("rehab-files", value="1.5"))

    assert [cell.indicator for cell in outcome.saved] == ["cases"]
    assert (
        outcome.refused[0].message
        == "“1.5” không phải là một số rõ ràng; hãy gõ như 2300 hoặc 2.300."
    )
    assert stored("rehab-files") is None


def test_all_or_nothing_writes_nothing_when_one_cell_is_bad(quarters):
    cells = [edit(value="12"), edit("rehab-files", value="-3")]

    with pytest.raises(Refusal) as refused:
        save(quarters, *cells, all_or_nothing=True)

    assert refused.value.status == 422
    assert "số âm" in refused.value.details["outcome"].refused[0].message
    assert stored() is None


def test_clearing_a_cell_leaves_no_row_and_never_a_zero(quarters):
    save(quarters, edit(value="12"))

    outcome = save(quarters, edit(version=1, value=""))

    assert outcome.saved[0].version == 0
    assert stored() is None


def test_a_cell_filled_again_does_not_pass_for_the_one_an_old_page_saw(quarters):
    save(quarters, edit(value="12"))
    save(quarters, edit(version=1, value=""))
    save(quarters, edit(version=0, value="15"))

    outcome = save(quarters, edit(version=1, value="99"))

    assert outcome.conflicts[0].content.value == 15
    assert stored().value == 15


def test_the_second_person_is_told_the_value_who_and_when(quarters):
    save(quarters, edit(value="12"))

    outcome = save(quarters, edit(value="14"), by="thuky")

    found = outcome.conflicts[0]
    assert (found.version, found.content.value) == (1, 12)
    assert found.by == "Cán bộ quận Hoàn Kiếm (trình diễn) (hoankiem)"
    assert found.at is not None
    assert stored().value == 12


def test_two_who_typed_the_same_figure_are_told_all_the_same(quarters):
    """Two who each add one to 11 must not both believe they did."""
    save(quarters, edit(value="12"))

    outcome = save(quarters, edit(value="12"), by="thuky")

    assert outcome.conflicts[0].content.value == 12


def test_saving_what_is_there_already_leaves_no_line(quarters):
    save(quarters, edit(value="12"))
    lines = ChangeSet.objects.count()

    outcome = save(quarters, edit(value="12", version=1))

    assert (outcome.saved[0].version, outcome.saved[0].changed) == (1, False)
    assert outcome.change is None
    assert ChangeSet.objects.count() == lines


def test_a_part_above_its_whole_is_refused_with_both_figures(quarters):
    save(quarters, edit(value="10"))

    outcome = save(quarters, edit("cases-trafficking", value="11"))

    assert "là 11, lớn hơn “Vụ án ma túy” là 10" in outcome.refused[0].message


def test_of_a_pair_sent_together_the_part_is_refused_and_the_whole_kept(quarters):
    outcome = save(quarters, edit("cases-trafficking", value="11"), edit(value="10"))

    assert [cell.indicator for cell in outcome.saved] == ["cases"]
    assert [cell.indicator for cell in outcome.refused] == ["cases-trafficking"]


def test_a_whole_cannot_fall_below_a_part_that_stands(quarters):
    save(quarters, edit(value="10"), edit("cases-trafficking", value="8"))

    outcome = save(quarters, edit(version=1, value="7"))

    assert outcome.refused[0].indicator == "cases"
    assert stored().value == 10


def test_a_numerator_waits_for_its_denominator(quarters):
    code = "hotspots-cleared"

    alone = save(quarters, edit(code, numerator="4"), unit="p01", by="thuky")
    both = save(
        quarters, edit(code, numerator="4", denominator="6"), unit="p01", by="thuky"
    )

    assert "chưa có mẫu số" in alone.refused[0].message
    assert both.is_clean
    assert (stored(code, "p01").numerator, stored(code, "p01").denominator) == (4, 6)


def test_a_numerator_above_its_denominator_is_refused(quarters):
    cell = edit("hotspots-cleared", numerator="7", denominator="6")

    outcome = save(quarters, cell, unit="p01", by="thuky")

    assert "tử số 7 lớn hơn mẫu số 6" in outcome.refused[0].message


def test_an_indicator_the_unit_does_not_report_is_refused(quarters):
    outcome = save(quarters, edit("methadone-patients", value="5"))

    assert outcome.refused[0].message == "không áp dụng cho đơn vị này."


def test_none_is_said_for_one_cell_as_a_zero_by_the_units_word(quarters):
    outcome = save(quarters, edit("production-and-plants", nil=True))

    assert outcome.is_clean
    assert stored("production-and-plants").value == 0


def test_a_neighbours_unit_does_not_exist_for_a_district(quarters):
    with pytest.raises(Refusal) as refused:
        save(quarters, edit(value="1"), unit="d271")

    assert refused.value.status == 404


def test_a_leader_reads_and_does_not_write(quarters):
    with pytest.raises(Refusal) as refused:
        save(quarters, edit(value="1"), by="lanhdao")

    assert refused.value.status == 403


def test_a_note_with_an_identity_number_is_refused(quarters):
    outcome = save(quarters, edit(value="1", note="đối tượng CCCD 001090012345"))

    assert "thông tin cá nhân" in outcome.refused[0].message


def test_one_save_of_many_units_is_one_change_set(quarters):
    edits = {
        office.unit(key): [edit(value=str(number))]
        for number, key in enumerate(["d002", "d271", "pc04"])
    }

    outcome = save_grid(round=quarters[0], edits=edits, by=office.person("thuky"))

    assert [cell.unit for cell in outcome.saved] == ["d002", "d271", "pc04"]
    assert ChangeSet.objects.get(pk=outcome.change).what.endswith("3 đơn vị")


def test_a_grid_of_every_unit_costs_a_fixed_number_of_queries(
    quarters, django_assert_max_num_queries
):
    units = [row.unit for row in office.plan().assigned_units.select_related("unit")]
    thuky = office.person("thuky")

    with django_assert_max_num_queries(24):
        save_grid(
            round=quarters[0], edits={u: [edit(value="7")] for u in units}, by=thuky
        )


def test_a_file_may_be_loaded_by_the_person_who_loads_files(quarters):
    outcome = save(quarters, edit(value="5"), by="quantri", door="IMPORT")

    assert outcome.is_clean
