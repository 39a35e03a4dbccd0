"""A unit list as the statistics office hands it out → its rows, level by level.

Two layouts are known, by the words of the header: a row per commune with the names
and codes of all three levels ("Tỉnh / Thành Phố, Mã TP, Quận Huyện, Mã QH, Phường Xã,
Mã PX, Cấp"), and a row per unit ("Mã, Tên, Cấp, Mã cấp trên"). Codes that the
spreadsheet turned into numbers get their zeros back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from sheets.book import Cell, Kind, Row, Sheet, Workbook
from sheets.folding import fold
from sheets.limits import LARGE, Limits
from sheets.numbers import echo
from sheets.problems import Problem, Refused, refusal
from sheets.readers import read_workbook
from units.loading import Listed
from units.names import clean, split_type

_TITLES = {
    "p_name": ("tỉnh thành phố", "tỉnh tp", "tỉnh"),
    "p_code": ("mã tp", "mã tỉnh", "mã tỉnh thành phố", "mã tỉnh tp"),
    "d_name": ("quận huyện", "tên quận huyện"),
    "d_code": ("mã qh", "mã quận huyện", "mã huyện"),
    "c_name": ("phường xã", "xã phường", "phường xã đặc khu", "xã phường đặc khu"),
    "c_code": ("mã px", "mã phường xã", "mã xã", "mã xã phường"),
    "code": ("mã", "mã số", "code", "mã đơn vị"),
    "name": ("tên", "name", "tên đơn vị"),
    "type": ("cấp", "type", "loại"),
    "above": ("mã cấp trên", "trực thuộc", "district_code", "province_code"),
}
_KEYS = {fold(title): key for key, titles in _TITLES.items() for title in titles}
_WIDTHS = {"p": 2, "d": 3, "c": 5}
_TOP = fold("Thành phố trung ương")
# Districts ended that day (Luật Tổ chức chính quyền địa phương 2025).
WITHOUT_DISTRICTS = dt.date(2025, 7, 1)
_LEVELS = {
    "p": ("tỉnh", "thành phố trung ương"),
    "d": ("quận", "huyện", "thị xã", "thành phố"),
    "c": ("phường", "xã", "thị trấn", "đặc khu"),
}
_WORDS = {fold(word): level for level, words in _LEVELS.items() for word in words}
Columns = Mapping[str, int]


def read_unit_file(
    source: Path | bytes,
    *,
    name: str = "",
    limits: Limits = LARGE,
    day: dt.date | None = None,
) -> list[Listed]:
    """Every unit of the one list in the file; raises Refused with every reason.

    `day`: from when the list is in force; it tells what stands above a commune.
    """
    workbook = read_workbook(source, limits=limits, name=name)
    sheet, header, columns = _table(workbook)
    problems: list[Problem] = []
    found: dict[tuple[int, str], Listed] = {}
    rows = list(_rows(sheet, header, columns))
    has_districts = any(_text(row, columns, "d_name") for row in rows)
    for row in rows:
        faults = [_missing(row, columns)] if has_districts else []
        for unit in _units(row, columns, day):
            faults.append(_fault(unit, found))
            found.setdefault((len(unit.code), unit.code), unit)
        told = [f"Dòng {row.number}: {fault}" for fault in faults if fault]
        problems += [Problem("E_UNIT_LIST", text, sheet.name) for text in told]
    if not found:
        problems.append(Problem("E_EMPTY", "Danh mục không có dòng nào."))
    if problems:
        raise Refused(problems)
    return list(found.values())


def _rows(sheet: Sheet, header: int, columns: Columns) -> Iterator[Row]:
    """Rows below the header; a merged district or province stands in each of its."""
    above = {columns[key] for key in columns if key[0] in "pd" and key[1] == "_"}
    lent: dict[int, list[Cell]] = {}
    for merge in (merge for merge in sheet.merged if merge.left in above):
        shown = sheet.row(merge.top).at(merge.left)
        for number in range(
            merge.top + 1, min(merge.bottom, sheet.rows[-1].number) + 1
        ):
            lent.setdefault(number, []).append(replace(shown, row=number))
    for row in sheet.rows:
        if row.number > header and not row.is_blank:
            yield Row(row.number, (*row.cells, *lent.get(row.number, ())))


def _missing(row: Row, columns: Columns) -> str:
    """A commune without its district among communes that have theirs."""
    if "c_name" not in columns or not _text(row, columns, "c_name"):
        return ""
    if _text(row, columns, "d_name"):
        return ""
    shown = echo(_text(row, columns, "c_name"))
    return f"{shown} thiếu quận, huyện trong khi các dòng khác có; hãy ghi đủ."


def _table(workbook: Workbook) -> tuple[Sheet, int, Columns]:
    tables = [
        (sheet, row.number, columns)
        for sheet in workbook.sheets
        if sheet.visible
        for row in sheet.rows[:30]
        if (columns := _columns(row))
    ]
    if not tables:
        raise refusal(
            "E_HEADER",
            "Không tìm thấy dòng tiêu đề của danh mục: cần các cột Tỉnh / Thành Phố, "
            "Mã TP, Phường Xã, Mã PX, Cấp hoặc các cột Mã, Tên, Cấp, Mã cấp trên.",
        )
    if len({sheet.name for sheet, _, _ in tables}) > 1:
        names = ", ".join(f"“{sheet.name[:31]}”" for sheet, _, _ in tables[:5])
        raise refusal(
            "E_MANY_TABLES",
            f"Có nhiều trang danh mục ({names}); hãy chỉ để lại một trang.",
        )
    return tables[0]


def _columns(row: Row) -> Columns:
    """Columns by key where this row is a header of either layout, else none."""
    found: dict[str, int] = {}
    for cell in row.cells:
        key = _KEYS.get(fold(cell.text))
        if key:
            found.setdefault(key, cell.column)
    is_wide = {"p_name", "p_code"} <= found.keys() and (
        {"c_name", "c_code"} <= found.keys() or {"d_name", "d_code"} <= found.keys()
    )
    return found if is_wide or {"code", "name", "type"} <= found.keys() else {}


def _units(row: Row, columns: Columns, day: dt.date | None) -> Iterator[Listed]:
    if {"code", "name"} <= columns.keys():
        yield from _single(row, columns, day)
        return
    above, levels = "", [lv for lv in "pdc" if f"{lv}_code" in columns]
    filled = [lv for lv in levels if _text(row, columns, f"{lv}_name")]
    for level in filled:
        code = _code(row.at(columns[f"{level}_code"]), _WIDTHS[level])
        said = _text(row, columns, "type") if level == filled[-1] else ""
        yield _listed(row, code, _text(row, columns, f"{level}_name"), said, above)
        above = code


def _single(row: Row, columns: Columns, day: dt.date | None) -> Iterator[Listed]:
    """One unit; the level of a number without zeros is told by its word."""
    name, said = _text(row, columns, "name"), _text(row, columns, "type")
    upper = next((k for k in ("above", "d_code", "p_code") if k in columns), "")
    parent = row.at(columns[upper]) if upper else Cell(row.number, 0)
    level = _WORDS.get(fold(said or split_type(name)[0] or ""), "")
    if level == "d" and fold(said) == fold("Thành phố") and parent.is_blank:
        level = "p"
    code = _code(row.at(columns["code"]), _WIDTHS.get(level, 0))
    above = ""
    if not parent.is_blank and level != "p":
        above = _code(parent, _parent_width(parent, level, upper, day))
    if name or code:
        yield _listed(row, code, name, said, above)


def _parent_width(cell: Cell, level: str, key: str, day: dt.date | None) -> int:
    """Above a commune stands a district, or since 01/7/2025 its province."""
    if level == "d" or key == "p_code" or cell.kind is not Kind.NUMBER:
        return 2
    if day is not None and day >= WITHOUT_DISTRICTS:
        return 2
    return 3


def _listed(row: Row, code: str, name: str, said: str, above: str) -> Listed:
    word, bare = split_type(name)
    if said and word and fold(said) not in (fold(word), _TOP):
        word, bare = None, clean(name)  # "Xã" that belongs to the name
    kind = said or word or ""
    if fold(kind) == _TOP:
        kind = "Thành phố"
    return Listed(code, bare, kind, above, row.number)


def _text(row: Row, columns: Columns, key: str) -> str:
    return row.at(columns[key]).text if key in columns else ""


def _code(cell: Cell, width: int) -> str:
    return cell.text.strip().zfill(width) if not cell.is_blank else ""


def _fault(unit: Listed, found: Mapping[tuple[int, str], Listed]) -> str:
    shown = echo(unit.code)
    if len(unit.code) not in (2, 3, 5) or not unit.code.isascii():
        return f"mã “{shown}” phải có 2, 3 hoặc 5 chữ số."
    if not unit.code.isdigit():
        return f"mã “{shown}” chỉ gồm chữ số."
    if not unit.name:
        return f"đơn vị mã {shown} thiếu tên."
    if not unit.type:
        return f"{echo(unit.name)} thiếu cấp (Phường, Xã, Quận …)."
    known = found.get((len(unit.code), unit.code))
    if known and (known.name, known.above) != (unit.name, unit.above):
        return (
            f"mã {shown} của {echo(unit.name)} đã thuộc {echo(known.name)} "
            f"ở dòng {known.line}."
        )
    return ""
