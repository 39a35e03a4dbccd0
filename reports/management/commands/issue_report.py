"""issue_report --plan SYMBOL --period 2021-H1 --format docx|xlsx --out FILE [--draft].

The first run issues the report and freezes it; later runs give the same file again,
and say so when the figures have changed since. `--draft` writes nothing down.
"""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from accounts.commands import OfficeCommand
from accounts.models import ChangeSet
from accounts.refusals import Refusal
from plans.models import Plan
from plans.periods import BadPeriod, Period
from plans.symbols import BadSymbol, Symbol
from reports.actions import issue, start_draft
from reports.models import Report
from reports.snapshots import differences, picture_of


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except BadPeriod as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        sentence = f"Ngày “{text[:20]}” không đúng; hãy ghi như 2021-06-15."
        raise argparse.ArgumentTypeError(sentence) from error


class Command(OfficeCommand):
    help = "Xuất báo cáo của một kỳ (Word, Excel); lần đầu là phát hành và đóng băng."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--plan", required=True, help="số, ký hiệu: 21/KH-UBND")
        parser.add_argument("--period", required=True, type=_period, help="2021-H1")
        parser.add_argument("--format", required=True, choices=("docx", "xlsx"))
        parser.add_argument("--out", required=True, type=Path)
        parser.add_argument("--draft", action="store_true", help="chỉ xem dự thảo")
        parser.add_argument("--number", default="", help="số của báo cáo")
        parser.add_argument(
            "--date", type=_day, help="ngày văn bản; mặc định ngày sau ngày chốt"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = self._content(options)
        except (Refusal, BadPeriod, BadSymbol) as error:
            raise CommandError(str(error), returncode=1) from error
        try:
            options["out"].write_bytes(content)
        except OSError as error:
            sentence = f"Không ghi được tệp {options['out']}; hãy chọn nơi khác."
            raise CommandError(sentence, returncode=1) from error
        self.stdout.write(f"Đã ghi {options['out']}.")

    def _content(self, options: dict[str, Any]) -> bytes:
        plan, period = _plan(options["plan"], options["period"]), options["period"]
        reports = Report.objects.select_related("plan__document", "snapshot")
        standing = reports.filter(plan=plan, period_code=period.code)
        if options["draft"]:
            draft = standing.filter(state=Report.State.DRAFT).first()
            files = picture_of(plan, period, draft).files(is_draft=True)
            return files.of(options["format"])
        issued = standing.filter(state=Report.State.ISSUED).first()
        if issued is None:
            draft = start_draft(plan, period, by=None)
            issued = issue(
                draft,
                by=None,
                number=options["number"],
                dated=options["date"],
                door=ChangeSet.Door.COMMAND,
            )
        else:
            self._tell_changes(issued)
        return issued.snapshot.file(options["format"])

    def _tell_changes(self, report: Report) -> None:
        now = picture_of(report.plan, report.period, report).paper
        changed = differences(report.snapshot.data, now)
        if changed:
            self.stderr.write(
                f"Số liệu đã thay đổi sau khi phát hành ({len(changed)} ô); tệp ghi ra "
                "là bản đã phát hành."
            )


def _plan(symbol: str, period: Period) -> Plan:
    """The plan of the period's year under this symbol; raises `Refusal`."""
    key = Symbol.parse(symbol).key()
    found = list(
        Plan.objects.filter(document__symbol_key=key, year=period.year).select_related(
            "document", "unit"
        )
    )
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(f"Có {len(found)} kế hoạch số {symbol[:80]} năm {period.year}.")
    raise Refusal(
        f"Không có kế hoạch số {symbol[:80]} năm {period.year}; "
        "hãy kiểm tra số, ký hiệu và năm của kỳ."
    )
