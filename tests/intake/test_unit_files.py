"""Unit lists as the statistics office hands them out: read, loaded once, taken back."""

from __future__ import annotations

import csv
import datetime as dt
import io

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from intake.unit_files import read_unit_file
from intake.unit_lists import SHIPPED, load_units
from sheets.problems import Refused
from units.models import Unit

DAY = dt.date(2021, 1, 21)
WIDE = ("Tỉnh / Thành Phố", "Mã TP", "Quận Huyện", "Mã QH", "Phường Xã", "Mã PX", "Cấp")
TALL = ("STT", "Mã", "Tên", "Cấp", "Mã cấp trên")


def shipped(name: str) -> list[dict[str, str]]:
    with (SHIPPED / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def wide_rows(*, as_numbers: bool = False) -> list[tuple]:
    districts = {row["code"]: row for row in shipped("hanoi_2021_districts.csv")}
    code = int if as_numbers else str
    return [
        (
            "Thành phố Hà Nội",
            code("01"),
            districts[row["district_code"]]["full_name"],
            code(row["district_code"]),
            row["full_name"],
            code(row["code"]),
            row["type"],
        )
        for row in shipped("hanoi_2021_communes.csv")
    ]


def book(*rows: tuple, titles: tuple[str, ...] = ()) -> bytes:
    workbook = openpyxl.Workbook()
    for title in titles:
        workbook.active.append([title])
    for row in rows:
        workbook.active.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("as_numbers", [False, True])
def test_a_row_per_commune_gives_every_level_with_its_code(as_numbers):
    data = book(WIDE, *wide_rows(as_numbers=as_numbers), titles=("DANH MỤC", ""))

    found = read_unit_file(data)

    assert [len([u for u in found if len(u.code) == n]) for n in (2, 3, 5)] == [
        *(1, 30, 579)
    ]
    first = next(unit for unit in found if unit.code == "00001")
    assert (first.name, first.type, first.above) == ("Phúc Xá", "Phường", "001")


def test_a_row_per_unit_is_read_with_the_unit_above():
    rows = [
        (1, 1, "Hà Nội", "Thành phố Trung ương", None),
        (2, 1, "Quận Ba Đình", "Quận", 1),
        (3, 1, "Phường Phúc Xá", "Phường", 1),
    ]

    found = read_unit_file(book(TALL, *rows))

    assert [(u.code, u.type, u.name, u.above) for u in found] == [
        ("01", "Thành phố", "Hà Nội", ""),
        ("001", "Quận", "Ba Đình", "01"),
        ("00001", "Phường", "Phúc Xá", "001"),
    ]


def test_communes_straight_under_their_province_keep_it_as_parent():
    header = ("Tỉnh/TP", "Mã TP", "Phường/Xã", "Mã PX", "Cấp")

    found = read_unit_file(
        book(header, ("Thành phố Hà Nội", "01", "Phường Ba Đình", "00004", "Phường"))
    )

    assert (found[-1].code, found[-1].above) == ("00004", "01")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([(1, "12345678", "Xã A", "Xã", "001")], "2, 3 hoặc 5 chữ số"),
        ([(1, "0000a", "Xã A", "Xã", "001")], "chỉ gồm chữ số"),
        ([(1, "00009", None, "Xã", "001")], "thiếu tên"),
        ([(1, "00009", "Hoa Lư", None, "001")], "thiếu cấp"),
        (
            [(1, "00009", "Xã A", "Xã", "001"), (2, "00009", "Xã B", "Xã", "001")],
            "đã thuộc A ở dòng 2",
        ),
        ([], "không có dòng nào"),
    ],
)
def test_a_row_that_cannot_be_a_unit_is_told_with_its_number(rows, told):
    with pytest.raises(Refused, match=told):
        read_unit_file(book(TALL, *rows))


def test_a_file_without_such_a_header_says_which_columns_are_needed():
    with pytest.raises(Refused, match="Mã TP"):
        read_unit_file(book(("Đơn vị", "Số vụ"), ("Ba Đình", 3)))


@pytest.mark.django_db
def test_the_offices_workbook_says_the_same_as_the_list_we_ship(tmp_path):
    path = tmp_path / "danh-muc.xlsx"
    path.write_bytes(book(WIDE, *wide_rows()))
    before = Unit.objects.count()

    done = load_units([path], day=DAY)

    assert (done.created, done.ended, done.same) == (0, 0, 610)
    assert Unit.objects.count() == before


@pytest.mark.django_db
def test_a_renamed_commune_ends_the_old_and_begins_a_new_one_once(tmp_path):
    rows = wide_rows()
    rows[0] = (*rows[0][:4], "Phường Phúc Xá Mới", *rows[0][5:])
    path = tmp_path / "danh-muc.xlsx"
    path.write_bytes(book(WIDE, *rows))

    first = load_units([path], day=dt.date(2022, 1, 1))
    again = load_units([path], day=dt.date(2022, 1, 1))

    assert (first.created, first.ended) == (1, 1)
    assert (again.created, again.ended, again.change_set) == (0, 0, None)


@pytest.mark.django_db
def test_the_command_refuses_a_bad_list_in_one_sentence(tmp_path):
    path = tmp_path / "danh-muc.xlsx"
    path.write_bytes(book(TALL, (1, "9", "Xã A", "Bản", "001")))

    with pytest.raises(CommandError, match="Dòng 2") as refused:
        call_command("load_units", str(path), "--edition", "2022-01-01")

    assert refused.value.returncode == 1
