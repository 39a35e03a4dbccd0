"""The quota table of 21/KH-UBND, laid out in the ways offices really lay it out.

Figures: annex of Kế hoạch 21/KH-UBND of Hà Nội, 21/01/2021; 30 districts give 2.230
cases and 900 files, Phòng PC04 70 cases and no files (not assigned).
"""

import io
from collections.abc import Callable, Iterable

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from sheets.cells import read_count, read_text
from sheets.grid import Finding, Table, find_tables
from sheets.headers import ColumnWish
from sheets.readers import read_workbook

UNITS: list[tuple[str, int, int | None]] = [
    ("Hoàn Kiếm", 118, 45),
    ("Hai Bà Trưng", 156, 58),
    ("Đống Đa", 162, 63),
    ("Ba Đình", 104, 40),
    ("Tây Hồ", 100, 25),
    ("Cầu Giấy", 111, 28),
    ("Thanh Xuân", 111, 35),
    ("Hoàng Mai", 122, 50),
    ("Long Biên", 126, 63),
    ("Thanh Trì", 82, 40),
    ("Nam Từ Liêm", 115, 32),
    ("Bắc Từ Liêm", 115, 32),
    ("Gia Lâm", 52, 30),
    ("Đông Anh", 59, 38),
    ("Sóc Sơn", 52, 25),
    ("Hà Đông", 115, 45),
    ("Sơn Tây", 56, 28),
    ("Ba Vì", 37, 22),
    ("Chương Mỹ", 44, 17),
    ("Đan Phượng", 41, 18),
    ("Hoài Đức", 52, 18),
    ("Mỹ Đức", 26, 16),
    ("Phú Xuyên", 37, 17),
    ("Phúc Thọ", 30, 17),
    ("Quốc Oai", 26, 14),
    ("Thanh Oai", 33, 16),
    ("Thạch Thất", 33, 16),
    ("Thường Tín", 41, 17),
    ("Ứng Hòa", 37, 17),
    ("Mê Linh", 37, 18),
    ("Phòng PC04", 70, None),
]
TITLES = (
    "BIỂU CHỈ TIÊU CÔNG TÁC PHÒNG, CHỐNG MA TÚY - NĂM 2021",
    "(Kèm theo Kế hoạch số 21/KH-UBND ngày 21/01/2021 của UBND Thành phố)",
)
HEADER = (
    "TT",
    "ĐƠN VỊ",
    "CÔNG TÁC ĐẤU TRANH\n(Bắt giữ xử lý hình sự trong đó có 50% vụ có tính chất "
    "mua bán, vận chuyển trái phép chất ma túy)",
    "CÔNG TÁC CAI NGHIỆN\n(Lập hồ sơ cai nghiện bắt buộc đưa vào Cơ sở cai nghiện "
    "trong đó có 50% người có hộ khẩu Hà Nội)",
)
FLAT = ("TT", "Đơn vị", "Số vụ án khám phá", "Hồ sơ cai nghiện bắt buộc")
WISHES = (
    ColumnWish("unit", ("đơn vị",), "Đơn vị"),
    ColumnWish("cases", ("đấu tranh", "số vụ", "vụ án"), "Số vụ án"),
    ColumnWish("rehab_files", ("cai nghiện", "hồ sơ"), "Hồ sơ cai nghiện"),
)

Write = Callable[[openpyxl.Workbook, Worksheet], None]


def numbered() -> list[list[object]]:
    """The 31 rows with their running number."""
    return [[at, *unit] for at, unit in enumerate(UNITS, start=1)]


def workbook(write: Write) -> bytes:
    """The .xlsx bytes of a workbook whose only sheet `write` has filled."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Chỉ tiêu"
    write(book, sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_of(rows: Iterable[Iterable[object]], *merges: str) -> bytes:
    """The .xlsx bytes of one sheet with these rows and merged ranges."""

    def write(_: openpyxl.Workbook, sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(list(row))
        for merge in merges:
            sheet.merge_cells(merge)

    return workbook(write)


def annex() -> bytes:
    """As handed out: merged titles, column numbers, total, a second active sheet."""

    def write(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        for row in ([TITLES[0]], [TITLES[1]], [], HEADER, ["(1)", "(2)", "(3)", "(4)"]):
            sheet.append(list(row))
        for row in numbered():
            sheet.append([row[0], row[1], str(row[2]), row[3]])
        sheet.append(["Tổng", None, "2.300", 900])
        for merge in ("A1:D1", "A2:D2", "A37:B37"):
            sheet.merge_cells(merge)
        book.create_sheet("Ghi chú").append(["Số liệu do PC04 tổng hợp"])
        book.active = 1

    return workbook(write)


def found_in(data: bytes, **options: str) -> Finding:
    return find_tables(read_workbook(data), WISHES, **options)


def values(table: Table) -> list[tuple[str, object, object]]:
    """(unit, cases, files) of each row as a person would read them."""
    return [
        (
            read_text(table.cell(row, "unit")),
            read_count(table.cell(row, "cases")).value,
            read_count(table.cell(row, "rehab_files")).value,
        )
        for row in table.rows
    ]
