"""Official unit lists: the editions of 21/01/2021 and of the reform of 01/07/2025."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.core.management import CommandError, call_command

from accounts.verification import breaks
from intake.unit_lists import SHIPPED, load_successions, load_units
from units.loading import BadUnitList
from units.models import Alias, Kind, Succession, Unit

pytestmark = pytest.mark.django_db
PLAN_DAY, REFORM = dt.date(2021, 1, 21), dt.date(2025, 7, 1)
HANOI_2021 = [
    SHIPPED / name
    for name in (
        "vn_2021-07-10_provinces.csv",
        "hanoi_2021_districts.csv",
        "hanoi_2021_communes.csv",
    )
]
HANOI_2025 = [SHIPPED / "hanoi_2025_communes.csv"]


def hanoi(day: dt.date, kind: Kind):
    return (
        Unit.objects.on(day).within([Unit.objects.get(key="p01").pk]).filter(kind=kind)
    )


def test_hanoi_of_the_plan_has_30_districts_and_579_communes():
    assert hanoi(PLAN_DAY, Kind.DISTRICT).count() == 30
    assert hanoi(PLAN_DAY, Kind.COMMUNE).count() == 579


def test_the_same_list_again_changes_nothing():
    done = load_units(HANOI_2021, day=PLAN_DAY)

    assert (done.created, done.ended, done.change_set) == (0, 0, None)


def test_the_alphabet_puts_ba_dinh_before_ba_vi_and_da_after_da():
    names = [u.name for u in hanoi(PLAN_DAY, Kind.DISTRICT).in_order()]

    assert names[:3] == ["Ba Đình", "Ba Vì", "Bắc Từ Liêm"]
    assert names.index("Đan Phượng") < names.index("Đông Anh") < names.index("Đống Đa")
    assert names[-1] == "Ứng Hòa"


def test_the_footnote_spelling_trung_mau_is_an_alias_of_trung_mau_in_gia_lam():
    alias = Alias.objects.get(text="Trung Màu")

    assert alias.unit.key == "c00547"
    assert alias.unit.parent.name == "Gia Lâm"


def test_the_reform_ends_the_districts_and_leaves_2021_as_it_was():
    load_units(HANOI_2025, day=REFORM)

    assert hanoi(REFORM, Kind.DISTRICT).count() == 0
    assert hanoi(REFORM, Kind.COMMUNE).count() == 126
    assert hanoi(PLAN_DAY, Kind.COMMUNE).count() == 579
    assert list(breaks()) == []


def test_a_code_given_to_another_commune_gets_the_year_in_its_key():
    load_units(HANOI_2025, day=REFORM)

    ba_dinh = Unit.objects.get(key="c00004-2025")
    assert (ba_dinh.full_name, ba_dinh.parent.key) == ("Phường Ba Đình", "p01")
    assert Unit.objects.get(key="c00004").full_name == "Phường Trúc Bạch"


def test_a_district_is_not_given_back_by_the_reform():
    load_units(HANOI_2025, day=REFORM)

    hoan_kiem = Unit.objects.get(key="d002")
    assert hoan_kiem.exists_on(dt.date(2025, 6, 30))
    assert not hoan_kiem.exists_on(REFORM)


def test_mergers_are_told_whole_or_in_part():
    load_units(HANOI_2025, day=REFORM)

    written = load_successions(
        SHIPPED / "hanoi_merge_2021_to_2025.csv",
        day=REFORM,
        decision="1656/NQ-UBTVQH15",
    )

    assert written == Succession.objects.count() > 800
    phuc_xa = Unit.objects.get(key="c00001")
    assert [(s.new.name, s.extent) for s in phuc_xa.successors.all()] == [
        ("Hồng Hà", "full")
    ]


def test_a_merger_list_is_loaded_beside_the_list_it_leads_to():
    mergers = SHIPPED / "hanoi_merge_2021_to_2025.csv"

    first = load_units([*HANOI_2025, mergers], day=REFORM, decision="1656/NQ-UBTVQH15")
    again = load_units([mergers], day=REFORM, decision="1656/NQ-UBTVQH15")

    assert (first.created, first.ended, again.successions) == (126, 609, 0)
    assert first.successions == Succession.objects.count() > 800
    assert {s.decision for s in Succession.objects.all()} == {"1656/NQ-UBTVQH15"}


def test_a_merger_of_a_commune_nobody_knows_is_refused_with_its_line(tmp_path):
    path = tmp_path / "sap-nhap.csv"
    path.write_text("old_code,new_code,extent\n99999,00004,full\n", encoding="utf-8")

    with pytest.raises(BadUnitList, match=r"dòng 2: mã «99999» .* 30/06/2025"):
        load_units([*HANOI_2025, path], day=REFORM)

    assert not Unit.objects.filter(valid_from=REFORM).exists()


def test_a_list_whose_upper_level_is_missing_is_refused_with_its_line(tmp_path):
    path = tmp_path / "danh-muc.csv"
    path.write_text(
        "code,name,type,district_code\n99999,Xã Lạ,Xã,999\n", encoding="utf-8"
    )

    with pytest.raises(BadUnitList, match=r"Dòng 2: .* mã 999 chưa có"):
        load_units([path], day=PLAN_DAY)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("ma,ten\n1,A\n", "Không tìm thấy dòng tiêu đề của danh mục"),
        ("code,name,type\n1x,A,Xã\n", "phải có 2, 3 hoặc 5 chữ số"),
        ("code,name,type\n00001,,Xã\n", "thiếu tên đơn vị"),
        ("code,name,type\n01,A,Tỉnh\n01,B,Tỉnh\n", "mã 01 lặp lại"),
        ("code,name,type\n", "không có dòng nào"),
    ],
)
def test_a_list_that_cannot_be_used_says_why(tmp_path, text, sentence):
    path = tmp_path / "danh-muc.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BadUnitList, match=sentence):
        load_units([path], day=PLAN_DAY)


def test_the_command_answers_in_json(capsys):
    call_command("load_units", *HANOI_2021, "--edition", "2021-01-21", "--json")

    answer = json.loads(capsys.readouterr().out)
    assert (answer["ok"], answer["new"], answer["same"]) == (True, 0, 672)


def test_the_command_refuses_a_missing_file_with_exit_code_1(tmp_path):
    with pytest.raises(CommandError, match="Không có tệp") as refused:
        call_command("load_units", tmp_path / "x.csv", "--edition", "2021-01-21")

    assert refused.value.returncode == 1
