"""Soft checks: figures that may be true and are worth a question, never refused.

Pure. Each finding is one sentence; a note beside the figure answers it. Sources: the
mistakes of peers (copy-forward, approved-but-empty, running totals that fall).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sheets.numbers import format_number
from sheets.wording import gettext as _
from targets.kinds import IndicatorKind

SMALL: Final = 5  # below this, chance alone repeats or doubles a count
_COUNTS: Final = (IndicatorKind.FLOW, IndicatorKind.SHARE, IndicatorKind.EVENT_FREE)


@dataclass(frozen=True)
class Finding:
    """Something to ask about: `code` is stable, `text` a Vietnamese sentence."""

    code: str
    text: str


def findings(
    kind: IndicatorKind,
    now: Decimal | None,
    *,
    before: Sequence[Decimal | None],
) -> list[Finding]:
    """What to ask about one figure; `before` are the earlier periods, oldest first.

    None in `before` was not reported and says nothing.
    """
    if now is None:
        return []
    known = [value for value in before if value is not None]
    found = [
        _fallen(kind, now, known),
        _repeated(kind, now, before),
        _far(kind, now, known),
    ]
    return [finding for finding in found if finding]


def all_zero(
    now: Sequence[Decimal | None], before: Sequence[Decimal | None]
) -> Finding | None:
    """Every count of a report is 0 although the last report was not."""
    counts = [value for value in now if value is not None]
    if not counts or any(counts) or not any(value for value in before if value):
        return None
    return Finding(
        "ALL_ZERO",
        _("Mọi số đều bằng 0 trong khi kỳ trước có phát sinh; có đúng không?"),
    )


def total_moved(stated: Decimal | None, now: Decimal | None) -> Finding | None:
    """The figure was derived from a running total that no longer adds up: an earlier
    period was corrected since."""
    if stated is None or now is None or stated == now:
        return None
    return Finding(
        "TOTAL_MOVED",
        _(
            "Số này tính từ lũy kế {stated}, nay các kỳ cộng được {now} vì "
            "kỳ trước đã sửa; hãy kiểm tra lại.",
            stated=format_number(stated),
            now=format_number(now),
        ),
    )


def _fallen(
    kind: IndicatorKind, now: Decimal, known: Sequence[Decimal]
) -> Finding | None:
    if kind is not IndicatorKind.CUMULATIVE or not known or now >= max(known):
        return None
    return Finding(
        "FELL",
        _(
            "Số lũy tích giảm từ {known} xuống {now}; hãy ghi lý do.",
            known=format_number(max(known)),
            now=format_number(now),
        ),
    )


def _repeated(
    kind: IndicatorKind, now: Decimal, before: Sequence[Decimal | None]
) -> Finding | None:
    """A flow that repeats the last period to the unit was often copied forward."""
    if kind not in _COUNTS or now < SMALL or not before or before[-1] != now:
        return None
    return Finding(
        "UNCHANGED",
        _(
            "Giống hệt kỳ trước ({now}); nếu đúng hãy ghi lý do.",
            now=format_number(now),
        ),
    )


def _far(kind: IndicatorKind, now: Decimal, known: Sequence[Decimal]) -> Finding | None:
    """More than twice the highest or less than half the lowest of two or more."""
    if kind is IndicatorKind.RATIO or len(known) < 2:
        return None
    low, high = min(known), max(known)
    if now > 2 * high and now - high >= SMALL:
        return _unusual(_("cao"), _("gấp hơn 2 lần mức cao nhất"), high)
    if 2 * now < low and low - now >= SMALL:
        return _unusual(_("thấp"), _("chưa bằng nửa mức thấp nhất"), low)
    return None


def _unusual(word: str, than: str, bound: Decimal) -> Finding:
    return Finding(
        "FAR",
        _(
            "Số {word} bất thường, {than} các kỳ trước ({bound}); nếu đúng "
            "hãy ghi lý do.",
            word=word,
            than=than,
            bound=format_number(bound),
        ),
    )
