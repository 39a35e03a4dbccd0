"""Figures of a sheet: which law, which year, whose value, and what is never lost."""

import datetime as dt

import pytest

from accounts.models import ChangeSet
from accounts.refusals import Refusal
from communes.entry import Entry, open_sheet, save_figures, sets_for
from communes.loading import criteria_row
from communes.models import Answer, Assessment, Remark
from tests.communes.register import fill, law, submitted, verified, write
from tests.office import person, unit
from units.models import Unit


def lao_cai_ward() -> Unit:
    row = Unit(
        key="c02635",
        kind="COMMUNE",
        type="Phường",
        name="Duyên Hải",
        parent=unit("p10"),
        valid_from=dt.date(2023, 1, 1),
    ).derive_keys()
    write(row)
    return row


def test_the_year_of_a_sheet_runs_from_15_to_14_december(sheet):
    assert sheet.window == (dt.date(2024, 12, 15), dt.date(2025, 12, 14))


def test_a_commune_is_judged_by_the_law_of_its_day(shipped):
    ward = lao_cai_ward()

    assert [str(row) for row in sets_for(ward, 2023)] == ["414/KH-UBND"]
    assert [str(row) for row in sets_for(ward, 2025)] == [
        "28/2025/QĐ-TTg",
        "414/KH-UBND",
    ]
    assert sets_for(ward, 2022) == []


def test_hanoi_is_not_judged_by_the_plan_of_lao_cai(shipped):
    assert [str(row) for row in sets_for(unit("c00037"), 2025)] == ["28/2025/QĐ-TTg"]


def test_a_set_out_of_force_opens_no_sheet(shipped):
    with pytest.raises(Refusal, match="không áp dụng cho Phường Phúc Tân năm 2021"):
        open_sheet(
            unit("c00037"),
            year=2021,
            criteria_set=law("28/2025/QĐ-TTg"),
            by=person("thuky"),
        )


def test_the_newest_version_of_a_set_is_used(shipped):
    old = law("28/2025/QĐ-TTg")
    new = criteria_row(old.content, document=old.document, scope_unit=None, edition=2)
    write(new)

    assert sets_for(unit("c00037"), 2025) == [new]


def test_a_province_has_its_own_set(shipped):
    found = sets_for(unit("p01"), 2025)

    assert [(str(row), row.unit_level) for row in found] == [
        ("28/2025/QĐ-TTg", "province")
    ]


def test_opening_a_sheet_twice_gives_the_same_sheet(sheet):
    again = open_sheet(
        sheet.unit, year=2025, criteria_set=sheet.criteria_set, by=person("thuky")
    )

    assert again == sheet


def test_saving_the_same_figures_again_leaves_no_line(sheet):
    fill(sheet, {"plants": "12"})
    before = ChangeSet.objects.count()

    fill(sheet, {"plants": "12"})

    assert ChangeSet.objects.count() == before
    assert sheet.answers.get().version == 1


def test_a_figure_changed_meanwhile_is_not_overwritten(sheet):
    fill(sheet, {"plants": "12"})
    fill(sheet, {"plants": "15"}, by="thuky")

    stale = Entry(sheet.pk, "plants", "20", version=1)
    written = save_figures(sheet, [stale], by=person("hoankiem"))

    assert [row.value for row in written.conflicts] == ["15"]
    assert sheet.answers.get().value == "15"


def test_two_people_typing_the_same_figure_do_not_quarrel(sheet):
    fill(sheet, {"plants": "12"})

    late = Entry(sheet.pk, "plants", "12", version=0)
    written = save_figures(sheet, [late], by=person("thuky"))

    assert written.conflicts == []


def test_evidence_is_kept_beside_its_figure(sheet):
    entry = Entry(sheet.pk, "plants", "0", evidence="Biên bản 12/BB-CAP")

    save_figures(sheet, [entry], by=person("hoankiem"))
    fill(sheet, {"plants": "3"})

    row = sheet.answers.get()
    assert (row.value, row.evidence) == ("3", "Biên bản 12/BB-CAP")


def test_a_name_and_birth_year_in_the_evidence_is_refused(sheet):
    entry = Entry(sheet.pk, "plants", "0", evidence="CCCD 001099012345")

    with pytest.raises(Refusal, match="không lưu thông tin cá nhân"):
        save_figures(sheet, [entry], by=person("hoankiem"))
    assert not Answer.objects.exists()


def test_a_submitted_sheet_is_amended_only_with_a_reason(sheet):
    submitted(sheet)
    entry = Entry(sheet.pk, "plants", "7")

    with pytest.raises(Refusal, match="phải ghi lý do"):
        save_figures(sheet, [entry], by=person("thuky"))
    save_figures(sheet, [entry], by=person("thuky"), reason="Theo biên bản kiểm tra")

    said = sheet.remarks.get(step=Remark.Step.AMEND)
    assert said.text == "Theo biên bản kiểm tra"
    assert sheet.answers.get(fact="plants").value == "7"


def test_a_verified_sheet_is_amended_no_more(sheet):
    verified(sheet)

    with pytest.raises(Refusal, match="đã thẩm định") as refused:
        save_figures(
            sheet, [Entry(sheet.pk, "plants", "7")], by=person("thuky"), reason="Sửa"
        )
    assert refused.value.status == 409


def test_a_commune_under_two_laws_has_both_sheets_readable(shipped, as_user):
    ward = lao_cai_ward()
    for year, symbol in ((2023, "414/KH-UBND"), (2025, "28/2025/QĐ-TTg")):
        open_sheet(ward, year=year, criteria_set=law(symbol), by=person("thuky"))
    sheets = Assessment.objects.filter(unit=ward).order_by("year")

    clauses = [len(sheet.criteria_set.value.requirements) for sheet in sheets]

    assert [str(sheet.criteria_set) for sheet in sheets] == [
        "414/KH-UBND",
        "28/2025/QĐ-TTg",
    ]
    assert clauses == [12, 16]
