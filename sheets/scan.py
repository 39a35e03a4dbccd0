"""Walk every XML part of a workbook once, as a stream, before it is parsed.

Nothing is kept but what the reader needs: where the values end, which formulas
have no stored result, which ranges are merged. Runs in the child process.
"""

import posixpath
import zipfile
from dataclasses import dataclass
from typing import NamedTuple

from sheets.limits import Limits
from sheets.preflight import broken, macro
from sheets.problems import Refused, refusal
from sheets.sheetscan import SheetScan, SheetWalk
from sheets.xmlwalk import too_long, walk


@dataclass(frozen=True)
class Checked:
    """A workbook whose parts but the sheets were walked: its sheets by part, in the
    order of the tabs, and how many shared strings there are."""

    sheets: dict[str, SheetScan]
    strings: int


def scan_workbook(archive: zipfile.ZipFile, limits: Limits) -> list[SheetScan]:
    """Check every XML part; the sheets in the workbook's order.

    Raises Refused at the first thing that must not reach a parser.
    """
    checked = check_workbook(archive, limits)
    for part, scan in checked.sheets.items():
        SheetWalk(scan, checked.strings, limits).run(archive, part)
    return list(checked.sheets.values())


def check_workbook(archive: zipfile.ZipFile, limits: Limits) -> Checked:
    """Check every XML part but the sheets, which are checked while they are read."""
    _check_content_types(archive, limits)
    # Some programs write the name in small letters.
    shared = [n for n in archive.namelist() if n.lower() == "xl/sharedstrings.xml"]
    strings = sum(_count_strings(archive, part, limits) for part in shared)
    sheets = _sheet_parts(archive, limits)
    known = {"[Content_Types].xml", *shared, *sheets}
    for part in archive.namelist():
        if part.lower().endswith((".xml", ".rels", ".vml")) and part not in known:
            walk(archive, part, limits)
    return Checked(sheets, strings)


def scan_plain(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Check every XML part of another zipped document (.ods) and every checksum."""
    for part in archive.namelist():
        if part.lower().endswith((".xml", ".rdf")):
            walk(archive, part, limits)


def _check_content_types(archive: zipfile.ZipFile, limits: Limits) -> None:
    def start(tag: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "").lower()
        if "macroenabled" in kind or "vbaproject" in kind:
            raise macro()

    if "[Content_Types].xml" not in archive.namelist():
        raise broken("thiếu [Content_Types].xml")
    walk(archive, "[Content_Types].xml", limits, start=start)


def _count_strings(archive: zipfile.ZipFile, part: str, limits: Limits) -> int:
    """How many shared strings there are, none of them longer than a cell may be."""
    count = length = 0

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal count, length
        if tag == "si":
            count += 1
            length = 0
            if count > limits.strings:
                raise refusal(
                    "E_TOO_BIG",
                    f"Tệp có quá nhiều ô chữ, vượt giới hạn {limits.strings}; "
                    "hãy bỏ các trang không dùng rồi nạp lại.",
                )

    def text(data: str) -> None:
        nonlocal length
        length += len(data)
        if length > limits.text:
            raise too_long(limits)

    walk(archive, part, limits, start=start, text=text)
    return count


def _sheet_parts(archive: zipfile.ZipFile, limits: Limits) -> dict[str, SheetScan]:
    """Part name → its sheet, in the order of the tabs."""
    targets: dict[str, _Target] = {}
    sheets: list[tuple[str, SheetScan]] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            path = attributes.get("Target", "")
            full = path[1:] if path.startswith("/") else posixpath.join("xl", path)
            kind = attributes.get("Type", "").rpartition("/")[2]
            part = posixpath.normpath(full)
            targets[attributes.get("Id", "")] = _Target(part, kind)

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag == "workbook" and "purl.oclc.org" in " ".join(attributes.values()):
            raise _strict()
        if tag == "sheet":
            scan = SheetScan(
                attributes.get("name", ""), attributes.get("state", "visible")
            )
            sheets.append((_relation_id(attributes), scan))

    rels = "xl/_rels/workbook.xml.rels"
    if rels not in archive.namelist():
        raise broken("thiếu phần liên kết của sổ tính")
    walk(archive, rels, limits, start=relation)
    walk(archive, "xl/workbook.xml", limits, start=sheet)
    return _existing(archive, targets, sheets, limits)


def _strict() -> Refused:
    return refusal(
        "E_NOT_XLSX",
        "Tệp ở dạng “Strict Open XML” chưa được hỗ trợ; hãy mở bằng Excel và "
        "lưu lại dạng “Excel Workbook (*.xlsx)”.",
    )


def _relation_id(attributes: dict[str, str]) -> str:
    return next((v for k, v in attributes.items() if k.endswith(":id")), "")


class _Target(NamedTuple):
    """What a relation of the workbook leads to: its part and what kind it is."""

    part: str = ""
    kind: str = ""


def _existing(
    archive: zipfile.ZipFile,
    targets: dict[str, _Target],
    sheets: list[tuple[str, SheetScan]],
    limits: Limits,
) -> dict[str, SheetScan]:
    names = set(archive.namelist())
    found = {targets.get(key, _Target()): scan for key, scan in sheets}
    if not found or len(found) < len(sheets) or len(found) > limits.sheets:
        raise broken("danh sách trang tính")
    if missing := [s.name for target, s in found.items() if target.part not in names]:
        raise broken(f"thiếu trang “{missing[0][:31]}”")
    # Charts and macro sheets are tabs too, but hold no cells.
    return {t.part: scan for t, scan in found.items() if t.kind == "worksheet"}
