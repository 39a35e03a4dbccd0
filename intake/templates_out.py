"""Workbooks handed out to be filled in and taken back by the same import."""

from __future__ import annotations

import datetime as dt

from intake.annex_workbook import annex_of
from intake.result_import import wanted_for
from plans.models import Plan, Round
from sheets.writer import Field, Printout, Style, Value, write_xlsx
from targets.reporting import duties_of


def annex_form(plan: Plan) -> tuple[str, bytes]:
    """The plan's quota table as it stands: change it, or fill it in."""
    return f"Biểu giao chỉ tiêu {plan.slug}.xlsx", annex_of(plan)


def results_form(round_: Round) -> tuple[str, bytes]:
    """Every reporting unit with a blank column for each figure it may report."""
    duties = duties_of(round_.plan)
    wanted = wanted_for(duties)
    fields = (
        Field("TT", 6, Style.COUNT),
        Field("Đơn vị", 28),
        *(Field(item.name, 22, Style.COUNT) for item in wanted),
    )
    rows: list[tuple[Value, ...]] = [
        (number, unit.full_name, *(None for _ in wanted))
        for number, unit in enumerate(duties.reporters, 1)
    ]
    titles = (
        f"KẾT QUẢ THỰC HIỆN CHỈ TIÊU {round_.period.label.upper()}",
        f"(Theo {round_.plan}; để trống ô không báo cáo)",
    )
    page = Printout(round_.period_code, fields, rows, titles=titles)
    data = write_xlsx(
        [page],
        created=dt.datetime.combine(round_.plan.start, dt.time()),
        title=titles[0],
    )
    return f"Kết quả {round_.period_code}.xlsx", data
