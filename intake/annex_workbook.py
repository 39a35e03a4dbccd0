"""The quota table of a plan as a workbook: the form to fill in, and the official one.

The same layout goes out and comes in: what is written here, the import reads.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from intake.documents import FIXTURES
from intake.quota_import import quota_targets
from plans.models import Plan
from sheets.writer import Field, Printout, Style, Value, write_xlsx
from targets.models import Quota, Target

HANOI_2021 = FIXTURES / "units" / "hanoi_2021_annex.csv"
# The annex's own words (21/KH-UBND, Phụ lục).
_TITLES = {
    "cases": "CÔNG TÁC ĐẤU TRANH (Bắt giữ xử lý hình sự trong đó có 50% vụ có tính "
    "chất mua bán, vận chuyển trái phép chất ma túy)",
    "rehab-files": "CÔNG TÁC CAI NGHIỆN (Lập hồ sơ cai nghiện bắt buộc đưa vào Cơ sở "
    "cai nghiện trong đó có 50% người có hộ khẩu Hà Nội)",
}
_CREATED = dt.datetime(2021, 1, 21)  # fixed: the same table gives the same file


def hanoi_annex(path: Path = HANOI_2021) -> bytes:
    """The annex of 21/KH-UBND with its 31 rows and its total, as .xlsx."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [
            (
                int(row["no"]),
                row["name"],
                _count(row["cases"]),
                _count(row["rehab_files"]),
            )
            for row in csv.DictReader(file)
        ]
    titles = (
        "BIỂU CHỈ TIÊU CÔNG TÁC PHÒNG, CHỐNG MA TÚY NĂM 2021",
        "(Kèm theo Kế hoạch số 21/KH-UBND ngày 21/01/2021 của UBND Thành phố)",
    )
    return _workbook(list(_TITLES.values()), rows, titles)


def annex_of(plan: Plan, *, filled: bool = True) -> bytes:
    """The plan's quota table as it stands, or its empty form with the units' names."""
    targets = list(quota_targets(plan).values())
    standing = _standing(targets) if filled else {}
    assigned = plan.assigned_units.select_related("unit").order_by("position")
    rows: list[tuple[Value, ...]] = [
        (
            number,
            row.unit.full_name,
            *(standing.get((row.unit_id, target.pk)) for target in targets),
        )
        for number, row in enumerate(assigned, 1)
    ]
    day = plan.document.issued_on
    dated = f" ngày {day:%d/%m/%Y}" if day else ""
    titles = (
        f"BIỂU GIAO CHỈ TIÊU NĂM {plan.year}",
        f"(Kèm theo văn bản số {plan.document.symbol}{dated})",
    )
    return _workbook([target.indicator.name for target in targets], rows, titles)


def _workbook(
    columns: Sequence[str], rows: Sequence[Sequence[Value]], titles: tuple[str, ...]
) -> bytes:
    fields = (
        Field("TT", 6, Style.COUNT),
        Field("ĐƠN VỊ", 28),
        *(Field(title, 34, Style.COUNT, summed=True) for title in columns),
    )
    page = Printout(
        "Chỉ tiêu", fields, rows, titles=titles, total="Tổng", numbered=True
    )
    return write_xlsx([page], created=_CREATED, title=titles[0])


def _standing(targets: Sequence[Target]) -> dict[tuple[int, int], Decimal]:
    rows = Quota.objects.in_force().filter(target__in=targets)
    return {
        (unit, target): value
        for unit, target, value in rows.values_list("unit_id", "target_id", "value")
    }


def _count(text: str) -> int | None:
    return int(text) if text else None
