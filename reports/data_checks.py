"""What a careful clerk would find in the figures: gaps, orphans, sums, contradictions.

Each finding is one Vietnamese sentence that names the row and says what to do. Nothing
is corrected here.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F
from django.utils import timezone

from communes import filing
from plans import papers
from plans.models import Citation, Document, Plan, Round
from reports.commune_counts import differences
from sheets.wording import gettext as _
from targets.allocation import check_totals
from targets.models import Quota, Result, Submission
from targets.reporting import Duties, duties_of
from units.models import Unit

GAP, ORPHAN, SUM, CITATION, DRAFT = "GAP", "ORPHAN", "SUM", "CITATION", "DRAFT"
REGISTER, FILE = "REGISTER", "FILE"


@dataclass(frozen=True)
class Finding:
    """One thing to look at: its kind, the plan or document it is in, the sentence."""

    code: str
    where: str
    message: str


def findings(*, now: dt.datetime | None = None) -> Iterator[Finding]:
    """Every finding, plan by plan, then among the documents."""
    moment = now or timezone.now()
    for plan in Plan.objects.select_related("document", "unit").order_by("slug"):
        duties = duties_of(plan)
        for found in (
            *_sums(plan),
            *_quotas_without_duty(plan, duties),
            *_results_out_of_place(plan),
            *_rounds(plan, duties, moment),
            *((REGISTER, sentence) for sentence in differences(plan)),
        ):
            yield Finding(found[0], plan.slug, found[1])
    yield from _contradictory_citations()


def damaged_files() -> Iterator[Finding]:
    """Files that are gone or altered; every byte is read, so only for the command."""
    for where, sentence in (*papers.damaged(), *filing.damaged()):
        yield Finding(FILE, where, sentence)


def _sums(plan: Plan) -> Iterator[tuple[str, str]]:
    """The plan's own number against the quotas in force under it."""
    handed_out: dict[int, list[Decimal]] = defaultdict(list)
    quotas = Quota.objects.in_force().filter(target__plan=plan)
    for target_id, value in quotas.values_list("target_id", "value"):
        handed_out[target_id].append(value)
    for target in plan.targets.select_related("indicator").order_by("order"):
        if target.value is None or target.pk not in handed_out:
            continue
        total = check_totals(target.value, handed_out[target.pk])
        if not total.closes:
            yield SUM, f"{target}: {total.sentence}"


def _quotas_without_duty(plan: Plan, duties: Duties) -> Iterator[tuple[str, str]]:
    quotas = Quota.objects.in_force().filter(target__plan=plan)
    for quota in quotas.select_related("target__indicator", "unit"):
        if quota.unit not in duties.units:
            yield (
                ORPHAN,
                _(
                    "{unit} được giao «{short_name}» nhưng không có trong danh sách "
                    "đơn vị của kế hoạch; hãy thêm đơn vị.",
                    unit=quota.unit,
                    short_name=quota.target.indicator.short_name,
                ),
            )


def _results_out_of_place(plan: Plan) -> Iterator[tuple[str, str]]:
    """Results whose report is of another unit or another period."""
    results = Result.objects.filter(submission__round__plan=plan)
    wrong = results.exclude(
        unit=F("submission__unit"), period_code=F("submission__round__period_code")
    )
    for result in wrong.select_related("unit", "indicator")[:500]:
        yield (
            ORPHAN,
            _(
                "Kết quả «{result}» thuộc báo cáo của đơn vị hoặc kỳ khác; hãy "
                "nhập lại vào đúng báo cáo.",
                result=result,
            ),
        )


def _rounds(plan: Plan, duties: Duties, now: dt.datetime) -> Iterator[tuple[str, str]]:
    for round_ in plan.rounds.filter(due_at__lt=now).order_by("due_at"):
        present = {s.unit_id: s for s in round_.submissions.all()}
        empty, owed = _empty(round_), duties.of(round_)
        for unit in owed.reporters if round_.is_regular else owed.owing:
            found = _missing(unit, round_, present.get(unit.pk), empty)
            if found:
                yield found


def _missing(
    unit: Unit, round_: Round, submission: Submission | None, empty: set[int]
) -> tuple[str, str] | None:
    period = round_.period.label
    if submission is None:
        told = _("{unit} không có báo cáo kỳ {period}.", unit=unit, period=period)
        return GAP, told
    if submission.is_open:
        return DRAFT, _(
            "{unit} chưa nộp báo cáo kỳ {period} (hạn {due_at}); hãy nhắc đơn vị.",
            unit=unit,
            period=period,
            due_at=_day(round_.due_at),
        )
    if submission.pk in empty and not submission.is_nil:
        return GAP, _(
            "{unit} đã nộp kỳ {period} nhưng không có số liệu nào; hãy trả lại hoặc "
            "ghi «không phát sinh».",
            unit=unit,
            period=period,
        )
    return None


def _empty(round_: Round) -> set[int]:
    """Numbers of the reports without a single figure."""
    counted = Submission.objects.filter(round=round_).annotate(n=Count("results"))
    return set(counted.filter(n=0).values_list("pk", flat=True))


def _contradictory_citations() -> Iterator[Finding]:
    """The same number of the same issuer under two dates, and unresolved words."""
    by_symbol: dict[tuple[str, str], list[Document]] = defaultdict(list)
    for document in Document.objects.exclude(issued_on=None).order_by("pk"):
        by_symbol[(document.issuer, document.symbol_key)].append(document)
    for _key, same in sorted(by_symbol.items()):
        if len({d.issued_on for d in same}) > 1 and any(d.is_stub for d in same):
            yield Finding(CITATION, same[0].slug, _several_days(same))
    yield from _namesakes()
    for lost in Citation.objects.filter(cited=None).select_related("source"):
        told = _(
            "{symbol} viện dẫn «{text}» chưa gắn với văn bản nào; hãy chọn văn bản.",
            symbol=lost.source.symbol,
            text=lost.text[:100],
        )
        yield Finding(CITATION, lost.source.slug, told)


def _several_days(same: list[Document]) -> str:
    return _(
        "Văn bản {symbol} của {issuer} được viện dẫn với nhiều ngày ({days}); hãy đối "
        "chiếu bản gốc.",
        symbol=same[0].symbol,
        issuer=same[0].issuer or _("cơ quan chưa rõ"),
        days=", ".join(sorted(f"{d.issued_on:%d/%m/%Y}" for d in same)),
    )


def _namesakes() -> Iterator[Finding]:
    """One paper cites one number of one day under two bodies (07/KH-BCĐ, 07/KH-UBND).

    4026/UBND-VX does so of the plan of 25/4/2012.
    """
    found: dict[tuple[str, str, dt.date], dict[str, None]] = defaultdict(dict)
    rows = Citation.objects.exclude(cited=None).select_related("source", "cited")
    for row in rows.order_by("source", "order"):
        cited = row.cited
        if cited and cited.issued_on:
            number = cited.symbol.partition("/")[0]
            found[row.source.symbol, number, cited.issued_on][cited.symbol] = None
    for (source, _number, day), symbols in found.items():
        if len(symbols) > 1:
            yield Finding(
                CITATION,
                source,
                _(
                    "{source} viện dẫn {symbols} cùng ngày {day}; hãy đối chiếu bản "
                    "gốc xem có phải một văn bản.",
                    source=source,
                    symbols=_(" và ").join(symbols),
                    day=format(day, "%d/%m/%Y"),
                ),
            )


def _day(moment: dt.datetime) -> str:
    return f"{timezone.localtime(moment):%d/%m/%Y}"
