"""What a person asks of a file: which table, of which plan, for which period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from accounts.models import User
from accounts.refusals import Refusal
from accounts.roles import Permission
from accounts.scoping import units_for
from intake.models import ImportDraft
from intake.quota_import import Decision
from plans.models import Document, Plan, Round
from plans.periods import Period
from plans.symbols import BadSymbol, Symbol

Kind = ImportDraft.Kind


@dataclass(frozen=True)
class Order:
    """One import as asked for. `by` None: the system itself, from its command line.

    `columns`: indicator code → title of the column, `top`: header row of the table,
    as a person chose.
    """

    kind: str
    plan: Plan
    by: User | None = None
    round: Round | None = None
    decision: Decision | None = None
    sheet: str = ""
    top: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def under(self) -> Decision:
        return self.decision or Decision.of_plan(self.plan)

    @property
    def title(self) -> str:
        if self.round is not None:
            return f"Kết quả {self.round.period.label}, {self.plan}"
        return f"Biểu giao chỉ tiêu, {self.plan}"


def plan_named(text: str, *, year: int | None = None, by: User | None = None) -> Plan:
    """The plan with this slug or symbol, within what `by` may import into.

    Raises Refusal: 404 for none, 422 where the symbol alone names several.
    """
    plans = Plan.objects.select_related("document", "unit")
    if by is not None:
        plans = plans.filter(unit__in=units_for(by, Permission.IMPORT))
    if year is not None:
        plans = plans.filter(year=year)
    found = list(plans.filter(slug=text)) or list(
        plans.filter(document__symbol_key=_symbol_key(text))
    )
    if len(found) > 1:
        years = ", ".join(sorted(str(plan.year) for plan in found))
        raise Refusal(
            f"Có nhiều kế hoạch số {text[:80]} (năm {years}); hãy ghi rõ năm."
        )
    if not found:
        raise Refusal(f"Không có kế hoạch “{text[:80]}”.", status=404)
    return found[0]


def round_named(plan: Plan, code: str) -> Round:
    """The opened round of this period; Refusal when there is none."""
    try:
        period = Period.parse(code.strip())
    except ValueError as error:
        raise Refusal(
            f"Kỳ “{code[:20]}” không đúng; hãy ghi như 2021-Q2 hoặc 2021-M03."
        ) from error
    found = plan.rounds.select_related("plan__document", "plan__unit")
    round_ = found.filter(period_code=period.code).first()
    if round_ is None:
        raise Refusal(f"Kỳ {period.label} của {plan} chưa được mở để nhập số liệu.")
    return round_


def decision_named(plan: Plan, symbol: str, day: dt.date | None) -> Decision | None:
    """The amending decision by its symbol and first day; None: the plan's own table."""
    if not symbol and day is None:
        return None
    if not symbol or day is None:
        raise Refusal("Biểu điều chỉnh cần cả số quyết định và ngày có hiệu lực.")
    if day <= plan.start:
        raise Refusal(
            f"Ngày hiệu lực của quyết định điều chỉnh phải sau {plan.start:%d/%m/%Y}."
        )
    key = _symbol_key(symbol)
    documents = Document.objects.filter(symbol_key=key).order_by("-issued_on")
    document = documents.filter(issued_on__lte=day).first() or documents.first()
    if document is None:
        raise Refusal(
            f"Chưa có văn bản “{symbol[:80]}” trong hệ thống; "
            "hãy nhập văn bản này trước."
        )
    return Decision(document, day)


def _symbol_key(text: str) -> str:
    try:
        return Symbol.parse(text).key()
    except BadSymbol:
        return ""
