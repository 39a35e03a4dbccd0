"""Commune lists as the statistics office sends them: layouts, codes, old Excel."""

from __future__ import annotations

import csv
import datetime as dt
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intake.unit_files import read_unit_file
from intake.unit_lists import SHIPPED
from sheets.problems import Refused
from tests.intake.test_unit_files import TALL, WIDE, book, shipped, wide_rows
from tests.sheets.old_excel import xls
from units.models import Unit

LISTS = sorted(path.name for path in SHIPPED.glob("*_communes.csv"))


def facts(rows):
    return {(row.code, row.name, row.type, row.above) for row in rows}


def told(name):
    """What the shipped list says: code, name, type, code of the unit above."""
    rows = shipped(name)
    above = "district_code" if "district_code" in rows[0] else "province_code"
    return {(row["code"], row["name"], row["type"], row[above]) for row in rows}


def as_csv(*rows) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(rows)
    return stream.getvalue().encode("utf-16")


@pytest.mark.parametrize("name", LISTS)
def test_a_shipped_list_sent_as_it_is_says_what_it_says(name):
    found = read_unit_file(SHIPPED / name, name=name)

    assert facts(found) == told(name)


@pytest.mark.parametrize("name", LISTS)
def test_a_row_per_commune_with_numbers_for_codes_gets_its_zeros_back(name):
    rows = [
        (n, full, int(code), kind, int(above))
        for n, (code, full, kind, above) in enumerate(sorted(told(name)), 1)
    ]
    header = ("STT", "Tên", "Mã", "Cấp", "Mã cấp trên")
    day = dt.date(int(name.split("_")[1]), 12, 31)

    found = read_unit_file(xls([header, *rows]), name="danh-muc.xls", day=day)

    assert facts(found) == told(name)


def test_an_old_excel_list_of_a_whole_city_says_the_same_as_a_new_one():
    rows = wide_rows()

    old = read_unit_file(xls([WIDE, *rows]), name="danh-muc.xls")
    new = read_unit_file(book(WIDE, *rows), name="danh-muc.xlsx")

    assert facts(old) == facts(new)
    assert len(old) == 1 + 30 + 579


def test_an_old_excel_list_with_titles_and_codes_as_numbers_is_read():
    titles = [("DANH MỤC ĐƠN VỊ HÀNH CHÍNH",), ("Đến ngày 10/07/2021",), ()]
    rows = wide_rows(as_numbers=True)

    found = read_unit_file(xls([*titles, WIDE, *rows]), name="danh-muc.xls")

    assert facts(found) == facts(read_unit_file(book(WIDE, *wide_rows())))


def test_a_commune_without_its_district_among_others_is_told_and_not_moved_up():
    rows = [list(row) for row in wide_rows()[:3]]
    rows[1][2] = rows[1][3] = None

    with pytest.raises(Refused, match=r"Dòng 3: .* thiếu quận, huyện"):
        read_unit_file(book(WIDE, *map(tuple, rows)))


def test_a_district_merged_over_its_communes_stands_above_each():
    rows = [list(row) for row in wide_rows()[:4]]
    sheet = openpyxl.load_workbook(io.BytesIO(book(WIDE, *map(tuple, rows))))
    for letters in ("A", "B", "C", "D"):
        sheet.active.merge_cells(f"{letters}2:{letters}5")
    stream = io.BytesIO()
    sheet.save(stream)

    found = read_unit_file(stream.getvalue())

    assert [u.above for u in found if len(u.code) == 5] == ["001"] * 4


def test_a_csv_of_the_office_in_utf_16_with_semicolons_is_read():
    found = read_unit_file(as_csv(WIDE, *wide_rows()), name="danh-muc.csv")

    assert facts(found) == facts(read_unit_file(book(WIDE, *wide_rows())))


def test_an_old_excel_row_without_its_name_is_told_with_its_number():
    bad = xls([TALL, (1, "00009", None, "Xã", "001")])

    with pytest.raises(Refused, match="Dòng 2"):
        read_unit_file(bad, name="danh-muc.xls")


@pytest.mark.django_db
def test_the_desk_takes_an_old_excel_list_and_finds_nothing_new(as_user):
    desk = as_user("quantri")
    before = Unit.objects.count()
    file = SimpleUploadedFile("danh-muc.xls", xls([WIDE, *wide_rows()]))

    sent = desk.post("/import/units/", {"file": file, "day": "2022-01-01"})

    assert "Không có thay đổi" in desk.get(sent.url).text
    assert Unit.objects.count() == before


@pytest.mark.django_db
def test_the_desk_files_the_communes_of_the_new_law_from_old_excel(as_user):
    desk = as_user("quantri")
    rows = [
        ("Thành phố Hà Nội", "01", row["full_name"], row["code"], row["type"])
        for row in shipped("hanoi_2025_communes.csv")
    ]
    header = ("Tỉnh / Thành Phố", "Mã TP", "Phường Xã", "Mã PX", "Cấp")
    file = SimpleUploadedFile("danh-muc.xls", xls([header, *rows]))

    address = desk.post("/import/units/", {"file": file, "day": "2025-07-01"}).url
    desk.post(address)

    communes = Unit.objects.filter(kind="COMMUNE", parent__key="p01", valid_to=None)
    assert communes.count() == len(rows) == 126
