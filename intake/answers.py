"""What an import says to machines and on a terminal: contract.md §4 and §7."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.forms import BaseForm

from intake.desk import Prepared
from sheets.numbers import echo, format_number
from sheets.problems import Problem

Number = int | str | None


def command_answer(
    prepared: Prepared, change_set: int | None, *, is_dry: bool = False
) -> dict[str, Any]:
    """The JSON object of `import_annex` and `import_results`."""
    counts = prepared.counts
    return {
        "ok": prepared.is_ok,
        "new": counts["new"],
        "changed": counts["changed"],
        "same": counts["same"],
        "unmatched": list(prepared.reading.unmatched),
        "problems": [
            {"sheet": p.sheet, "cell": p.cell, "code": p.code, "message": p.message}
            for p in prepared.problems
        ],
        "totals": totals_of(prepared),
        "changeset": None if is_dry else change_set,
    }


def http_answer(prepared: Prepared, token: str | None) -> dict[str, Any]:
    """The JSON object of an upload."""
    return {
        "ok": prepared.is_ok,
        "token": token if prepared.is_ok else None,
        "counts": prepared.counts,
        "problems": problems_of(prepared.problems),
        "totals": totals_of(prepared),
    }


def problems_of(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [
        {
            "code": p.code,
            "sheet": p.sheet,
            "cell": p.cell,
            "row": p.row,
            "message": p.message,
        }
        for p in problems
    ]


def totals_of(prepared: Prepared) -> list[dict[str, Any]]:
    return [
        {
            "column": total.title,
            "declared": number(total.check.declared),
            "computed": number(total.check.computed),
            "difference": number(total.check.difference),
        }
        for total in prepared.reading.totals
    ]


def number(value: Decimal | None) -> Number:
    """A whole number as such, a decimal as exact text, None for nothing."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else str(value)


def summary(prepared: Prepared, change_set: int | None, *, is_dry: bool) -> list[str]:
    """Lines for a person at a terminal."""
    counts = prepared.counts
    told = [
        f"{prepared.order.title}: thêm {counts['new']}, đổi {counts['changed']}, "
        f"giữ nguyên {counts['same']} ô."
    ]
    told += [
        f"{echo(total.title)}: {total.check.sentence}."
        for total in prepared.reading.totals
    ]
    if is_dry:
        told.append("Chạy thử: chưa ghi gì.")
    elif change_set is None:
        told.append("Không có thay đổi.")
    else:
        told.append(f"Đã ghi, lần ghi số {format_number(change_set)}.")
    return told


def _sheet_of(problem: Problem) -> str:
    """The sheet's name, where the sentence does not begin with it already."""
    name = f"Trang “{problem.sheet[:31]}”"
    is_told = not problem.sheet or problem.message.startswith(name)
    return "" if is_told else f"{name}: "


def complaints(problems: Sequence[Problem], *, most: int = 100) -> list[str]:
    """Sentences for standard error, refusals first, at most `most` of them."""
    told = [
        f"[{p.code}] {_sheet_of(p)}{p.message}"
        for p in sorted(problems, key=lambda p: p.is_warning)
    ]
    rest = len(told) - most
    return told[:most] + ([f"… và {rest} điều khác."] if rest > 0 else [])


def faults_of(form: BaseForm) -> str:
    """What is wrong with a form, for a machine: each field by its name."""
    return " ".join(
        f"{form.fields[name].label}: {error}" if name in form.fields else str(error)
        for name, errors in form.errors.items()
        for error in errors
    )
