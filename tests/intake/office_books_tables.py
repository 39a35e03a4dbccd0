"""Workbooks of a Vietnamese office around the annex of 21/KH-UBND: 31 units, 2.300
cases, 900 files, laid out and saved in the ways offices really do it.
"""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Sequence
from xml.sax.saxutils import escape

from tests.sheets.annex import FLAT, UNITS, numbered

Value = str | int | None
Rows = list[list[Value]]

ROWS: Rows = numbered()
TOTAL: list[Value] = ["Tổng cộng", None, 2300, 900]
FULL: Rows = [list(FLAT), *ROWS, TOTAL]
NATIONAL: Rows = [
    ["ỦY BAN NHÂN DÂN", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["THÀNH PHỐ HÀ NỘI", None, "Độc lập - Tự do - Hạnh phúc"],
    [],
    ["PHỤ LỤC"],
    ["BIỂU GIAO CHỈ TIÊU CÔNG TÁC PHÒNG, CHỐNG MA TÚY NĂM 2021"],
    ["(Kèm theo Kế hoạch số 21/KH-UBND ngày 21/01/2021 của UBND Thành phố)"],
    [None, None, None, "Đơn vị tính: vụ, hồ sơ"],
]
NATIONAL_MERGES = ("A1:B1", "A2:B2", "C1:D1", "C2:D2", "A4:D4", "A5:D5", "A6:D6")
THREE_LINES: Rows = [
    ["TT", "Đơn vị", "Chỉ tiêu giao năm 2021", None, None, None],
    [None, None, "Công tác đấu tranh (vụ)", None, "Công tác cai nghiện (hồ sơ)", None],
    [None, None, "Tổng số", "Trong đó: mua bán", "Tổng số", "Trong đó: hộ khẩu Hà Nội"],
]
STAFF: Rows = [
    ["TT", "Đơn vị", "Số cán bộ", "Trình độ"],
    *([at, name, 3, "Đại học"] for at, (name, _, _) in enumerate(UNITS, 1)),
]
SIGNED: Rows = [
    [None, "Thực hiện năm 2020", 2250, 880],
    [None, "So với năm 2020", 50, 20],
    [],
    [None, None, None, "Hà Nội, ngày 21 tháng 01 năm 2021"],
    [None, "Người lập biểu", None, "KT. CHỦ TỊCH"],
    [None, "Điện thoại:", 2194256, "PHÓ CHỦ TỊCH"],
    ["Nơi nhận: - Như trên; - Lưu: VT."],
]
OLD_FIGURES: Rows = [
    list(FLAT),
    *([at, name, cases - 1, files] for at, name, cases, files in ROWS),
]


def sums(rows: Rows) -> list[Value]:
    """Cases and files of these rows added up."""
    return [sum(row[n] or 0 for row in rows) for n in (2, 3)]


def in_groups() -> Rows:
    """Roman groups with their own sums, each counting from 1."""
    parts = (("I", "KHỐI QUẬN", 0, 11), ("II", "KHỐI HUYỆN, THỊ XÃ", 11, 30))
    found: Rows = [list(FLAT)]
    for numeral, title, start, end in parts:
        part = ROWS[start:end]
        found.append([numeral, title, *sums(part)])
        found += [[at, *row[1:]] for at, row in enumerate(part, 1)]
    return [*found, ["III", "KHỐI PHÒNG", 70, None], [1, *ROWS[30][1:]], TOTAL]


def printed_pages() -> Rows:
    """Two pages, each with the header; sums carried over the break."""
    first, second = ROWS[:20], ROWS[20:]
    numbers = ["(1)", "(2)", "(3)", "(4)"]
    return [
        [*FLAT],
        [*numbers],
        *first,
        [None, "Cộng chuyển trang sau", *sums(first)],
        [*FLAT],
        [*numbers],
        [None, "Trang trước mang sang", *sums(first)],
        *second,
        TOTAL,
    ]


def with_parts() -> Rows:
    """Each figure beside a "trong đó" of its own, under three lines of header."""
    rows = [
        [at, name, cases, (cases + 1) // 2, files, (files + 1) // 2 if files else None]
        for at, name, cases, files in ROWS
    ]
    numbers: list[Value] = ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]
    return [*THREE_LINES, numbers, *rows]


def beside(left: Rows, right: Rows) -> Rows:
    """Two tables on one sheet with an empty column between."""
    blank: list[Value] = [None] * 4
    height = max(len(left), len(right))
    pad = [*left, *[blank] * (height - len(left))]
    other = [*right, *[blank] * (height - len(right))]
    return [[*a, None, *b] for a, b in zip(pad, other, strict=True)]


def moved(rows: Rows, down: int, right: int) -> Rows:
    return [*([] for _ in range(down)), *([None] * right + row for row in rows)]


# Text files --------------------------------------------------------------------


def text(rows: Rows, *, mark: str = ";", end: str = "\r\n") -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=mark, lineterminator=end)
    writer.writerows([["" if v is None else v for v in row] for row in rows])
    return stream.getvalue()


def windows_1258(typed: str) -> bytes:
    """As Windows typed Vietnamese before Unicode: each tone after its vowel."""
    found = []
    for letter in unicodedata.normalize("NFC", typed):
        marks = unicodedata.normalize("NFD", letter)
        tones = "".join(m for m in marks if m in "\u0300\u0301\u0303\u0309\u0323")
        rest = "".join(m for m in marks if m not in tones)
        found.append(unicodedata.normalize("NFC", rest) + tones)
    return "".join(found).encode("cp1258")


ENCODED: dict[str, Callable[[str], bytes]] = {
    "UTF-8": lambda typed: typed.encode(),
    "UTF-8 có BOM": lambda typed: typed.encode("utf-8-sig"),
    "UTF-16 LE": lambda typed: codecs.BOM_UTF16_LE + typed.encode("utf-16-le"),
    "UTF-16 BE": lambda typed: codecs.BOM_UTF16_BE + typed.encode("utf-16-be"),
    "UTF-16 LE không BOM": lambda typed: typed.encode("utf-16-le"),
    "UTF-16 BE không BOM": lambda typed: typed.encode("utf-16-be"),
    "UTF-8 tổ hợp": lambda typed: unicodedata.normalize("NFD", typed).encode(),
    "Windows-1258": windows_1258,
}

# Workbooks of other programs -----------------------------------------------------

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
Draw = Callable[[str, Value], str]


def inline(place: str, value: Value) -> str:
    """A cell as small writers store it; `place` is its attributes."""
    if value is None:
        return f"<c{place}/>"
    if isinstance(value, int):
        return f"<c{place}><v>{value}</v></c>"
    return f'<c{place} t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def in_runs(place: str, value: Value) -> str:
    """Text in two runs of different type, with a reading aid beside it."""
    if not isinstance(value, str):
        return inline(place, value)
    first, rest = escape(value[:2]), escape(value[2:])
    runs = (
        f'<r><rPr><b/></rPr><t xml:space="preserve">{first}</t></r>'
        f'<r><t xml:space="preserve">{rest}</t></r>'
    )
    aid = '<rPh sb="0" eb="1"><t>x</t></rPh><phoneticPr fontId="1"/>'
    return f'<c{place} t="inlineStr"><is>{runs}{aid}</is></c>'


def as_formula(place: str, value: Value) -> str:
    """Every cell the stored result of a formula of another workbook."""
    if isinstance(value, str):
        return f"<c{place} t=\"str\"><f>'[1]DM'!B2</f><v>{escape(value)}</v></c>"
    found = "" if value is None else f"<f>'[1]DM'!C2</f><v>{value}</v>"
    return f"<c{place}>{found}</c>"


def raw_xlsx(
    rows: Iterable[Sequence[Value]],
    *,
    draw: Draw = inline,
    addresses: bool = True,
    prefix: str = "",
    targets: str = "",
    before: str = "",
    chart_first: bool = False,
) -> bytes:
    """A small .xlsx without shared strings, styles or dimension.

    `addresses`: whether cells say where they are; `prefix`: of every element;
    `targets`: before the paths of parts; `before`: in front of <sheetData>.
    """
    body = "".join(
        f"<row>{_cells(number, row, draw, addresses)}</row>"
        for number, row in enumerate(rows, 1)
    )
    sheet = f"{before}<sheetData>{body}</sheetData>"
    parts = _book_parts(targets, prefix, chart_first=chart_first)
    parts["xl/worksheets/sheet1.xml"] = _tagged(
        f"<worksheet {_names(prefix)}>{sheet}</worksheet>", prefix
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return stream.getvalue()


def _names(prefix: str) -> str:
    name = f"xmlns:{prefix}" if prefix else "xmlns"
    return f'{name}="{_MAIN}" xmlns:r="{_OFFICE}"'


def _book_parts(targets: str, prefix: str, *, chart_first: bool) -> dict[str, str]:
    """Every part but the sheet of data."""
    tabs = '<sheet name="Chỉ tiêu" sheetId="1" r:id="rId1"/>'
    if chart_first:
        tabs = f'<sheet name="Đồ thị" sheetId="2" r:id="rId2"/>{tabs}'
    parts = {
        "[Content_Types].xml": _content_types(chart_first),
        "_rels/.rels": _relations(("officeDocument", f"{targets}xl/workbook.xml"), 1),
        "xl/workbook.xml": _tagged(
            f"<workbook {_names(prefix)}><sheets>{tabs}</sheets></workbook>", prefix
        ),
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", f"{targets and '/xl/'}worksheets/sheet1.xml"),
            1 + chart_first,
        ),
    }
    if chart_first:
        parts["xl/chartsheets/sheet1.xml"] = f'<chartsheet xmlns="{_MAIN}"/>'
    return parts


def _cells(number: int, row: Sequence[Value], draw: Draw, addresses: bool) -> str:
    places = (f' r="{chr(64 + n)}{number}"' for n in range(1, len(row) + 1))
    return "".join(
        draw(place if addresses else "", value)
        for place, value in zip(places, row, strict=True)
    )


def _tagged(xml: str, prefix: str) -> str:
    """Every element with the prefix some writers put before their names."""
    if not prefix:
        return xml
    return (
        xml.replace("</", "<\0")
        .replace("<", f"<{prefix}:")
        .replace(f"<{prefix}:\0", f"</{prefix}:")
    )


def _relations(first: tuple[str, str], count: int) -> str:
    kinds = [first, ("chartsheet", "chartsheets/sheet1.xml")][:count]
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(kinds, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _content_types(chart: bool) -> str:
    kinds = [("workbook.xml", "sheet.main"), ("worksheets/sheet1.xml", "worksheet")]
    if chart:
        kinds.append(("chartsheets/sheet1.xml", "chartsheet"))
    inner = "".join(
        f'<Override PartName="/xl/{part}" ContentType="{_KIND}.{kind}+xml"/>'
        for part, kind in kinds
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{rels}{inner}</Types>'
