"""A preview of a large table: what is kept of it, and how it is taken up again.

Only the first rows that differ are kept with the draft. When it is confirmed the file
is read once more and must say and find the very same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from django.db import connection, transaction

from intake import drafts, large, uploads
from intake.desk import Desk, Prepared, opened, told_by
from intake.models import ImportDraft
from intake.orders import Order
from intake.staging import DIFFERING, rows
from intake.steps import Refused409, check_unchanged, check_units
from intake.tables import Line
from sheets.limits import DEFAULT, Limits
from sheets.problems import Problem

SHOWN = 500  # rows
Tell = Callable[[int, str], None]


def prepare(
    source: Path | bytes, order: Order, *, name: str = "", limits: Limits = DEFAULT
) -> Prepared:
    """Read and compare, by sets where the table is large; nothing is raised."""
    desk = Desk(order)
    workbook = opened(source, desk, name=name, limits=limits)
    if isinstance(workbook, Prepared):
        return workbook
    if workbook.cells <= large.CELLS:
        return told_by(workbook, desk)
    with transaction.atomic(), large.compared(workbook, desk) as found:
        if isinstance(found, Prepared) or not found.prepared.is_ok:
            return found if isinstance(found, Prepared) else found.prepared
        lines = _first(found)
        return replace(
            found.prepared,
            reading=replace(found.prepared.reading, lines=lines),
            steps=tuple(desk.compare(lines)),
            whole=_whole(found),
        )


def carry_out(
    draft: ImportDraft, order: Order, lines: list[Line], tell: Tell
) -> int | None:
    """Write the file of a draft of `prepare`, its plan locked; the change set, None
    where nothing changes.

    Raises Refused409 where the file no longer says or finds what was shown.
    """
    whole, desk = draft.reading["whole"], Desk(order)
    tell(0, "Đang đọc lại tệp")
    check_units(lines, draft.reading["units"])
    steps = desk.compare(lines, lock=True)
    check_unchanged(steps, draft.reading["bases"], desk.labels)
    data, limits = uploads.read(draft.upload), uploads.limits()
    workbook = opened(data, desk, name=draft.upload.name, limits=limits)
    if isinstance(workbook, Prepared):
        raise Refused409([_MOVED])
    tell(whole["rows"] // 3, "Đang đối chiếu với số liệu hiện có")
    with large.compared(workbook, desk) as found:
        if isinstance(found, Prepared) or not found.prepared.is_ok:
            raise Refused409([_MOVED])
        if _whole(found) != whole:
            raise Refused409([_MOVED])
        if not found.differs:
            return None
        tell(whole["rows"] // 2, "Đang ghi")
        return large.write(found, drafts.of_file(draft.upload))


_MOVED = Problem("E_STALE", "Số liệu hoặc danh mục đơn vị vừa được người khác sửa.")


def _first(found: large.Compared) -> tuple[Line, ...]:
    """The first rows of the file with something that differs."""
    places = rows(
        f"SELECT DISTINCT place FROM {DIFFERING} ORDER BY place LIMIT {SHOWN}"
    )
    return found.table.lines({place for (place,) in places})


def _whole(found: large.Compared) -> dict[str, int | str | bool]:
    """How much differs, and a digest of all of it."""
    digest = hashlib.sha256()
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT * FROM {DIFFERING} ORDER BY unit_id, item_id")
        while some := cursor.fetchmany(2_000):
            digest.update(repr(some).encode())
    units = rows(f"SELECT count(DISTINCT place) FROM {DIFFERING}")[0][0]
    return {
        "rows": units,
        "digest": digest.hexdigest(),
        "differs": found.differs,
    }
