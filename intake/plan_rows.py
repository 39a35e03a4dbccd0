"""The items of a draft as rows of forms, one builder for each tab of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from intake import plan_matching as matching
from intake.plan_forms import (
    NEW,
    OPEN,
    SKIP,
    STUB,
    TAKE,
    WORDS,
    AnnexRowForm,
    Choices,
    CitationForm,
    ColumnsForm,
    DocumentForm,
    ItemForm,
    PlanForm,
    QuestionForm,
    TargetForm,
    TaskForm,
)
from intake.plan_proposals import cycle_of, day_of, scope_of, title_of, year_of
from plans.labels import DOCUMENT_KIND
from plans.periods import Scheme
from sheets.numbers import format_decimal
from targets.labels import COMPARATOR, INDICATOR_KIND
from targets.models import Indicator

if TYPE_CHECKING:
    from intake.plan_sections import Desk


@dataclass(frozen=True)
class Row:
    """One item: its form, where it stands in the text, and its own words."""

    form: ItemForm
    place: tuple[int, int] | None
    words: str
    proposed: Mapping[str, Any]
    added_by: str = ""


def document_rows(desk: Desk) -> list[Row]:
    read = desk.draft["document"]
    proposed = {k: v or "" for k, v in read.items() if k != "source"}
    proposed["recipients"] = "\n".join(read["recipients"] or ())
    kinds = dict(DOCUMENT_KIND)
    if read["kind"]:
        kinds.setdefault(read["kind"], read["kind"])
    choices = {"kind": [OPEN, *kinds.items()]}
    return [desk.row("document", 0, DocumentForm, proposed, read, choices)]


def plan_rows(desk: Desk) -> list[Row]:
    title = desk.draft["document"]["title"]
    owner = matching.unit_named(desk.draft["document"]["issuer"] or "", desk.plan_units)
    any_ = desk.draft["targets"] or desk.draft["tasks"] or desk.annexes
    proposed = {
        "deed": TAKE if any_ else SKIP,
        "unit": str(owner.pk) if owner else "",
        "title": (title or "")[:300],
        "year": year_of(title or "") or "",
        "scheme": Scheme.REPORTING.value,
        "grain": "Q",
    }
    units = [OPEN, *((str(u.pk), u.full_name) for u in desk.plan_units)]
    return [desk.row("plan", 0, PlanForm, proposed, {}, {"unit": units})]


def citations_rows(desk: Desk) -> list[Row]:
    text, known_here = desk.reading.text, matching.KnownDocuments()
    rows = []
    for number, read in enumerate(desk.draft["citations"]):
        known, near = known_here.like(read["symbol"], read["issued_on"])
        proposed = {
            "deed": TAKE,
            "document": str(known[0].pk) if len(known) == 1 else "",
            "relation": matching.relation_of(text, read["source"]["start"]),
            "symbol": read["symbol"] or "",
            "kind": read["kind"] if read["kind"] in DOCUMENT_KIND else "",
            "issuer": "",
            "issued_on": read["issued_on"] or "",
        }
        choices: Choices = [OPEN, *((str(d.pk), str(d)) for d in [*known, *near])]
        choices += [(STUB, "Tạo mục viện dẫn (chưa có toàn văn)")]
        choices += [(WORDS, "Chỉ giữ nguyên văn lời viện dẫn")]
        made = {"document": choices}
        rows.append(desk.row("citations", number, CitationForm, proposed, read, made))
    return rows


def targets_rows(desk: Desk) -> list[Row]:
    catalogue = matching.Catalogue()
    known: Choices = [(i.code, i.name) for i in catalogue.indicators]
    reads = desk.draft["targets"]
    wholes = [(str(n), f"{n + 1}. {t['text'][:60]}") for n, t in enumerate(reads)]
    choices: dict[str, Choices] = {
        "comparator": [OPEN, *COMPARATOR.items()],
        "kind": [OPEN, *INDICATOR_KIND.items()],
        "indicator": [OPEN, *known, (NEW, "Chỉ tiêu mới, tên ghi ở dưới")],
        "whole": [("", "—"), *wholes],
    }
    return [
        desk.row("targets", n, TargetForm, _target(desk, n, catalogue), read, choices)
        for n, read in enumerate(reads)
    ]


def _target(desk: Desk, number: int, known: matching.Catalogue) -> dict[str, Any]:
    read = desk.draft["targets"][number]
    found: Indicator | None = known.like(
        read["text"], unit=read["unit"], kind=read["kind"]
    )
    low, _dash, high = (read["value"] or "").partition("-")
    whole = read["part_of"]
    return {
        "deed": TAKE,
        "indicator": found.code if found else "",
        "name": read["text"][:300],
        "comparator": read["comparator"],
        "value": _figure(low),
        "value_to": _figure(high),
        "unit": read["unit"] or "",
        "kind": read["kind"],
        "whole": "" if whole is None else str(whole),
        "baseline": _figure(read["baseline"]),
        "baseline_as_of": read["baseline_as_of"] or "",
        "scope": scope_of(number, read, desk.handed_out),
        "paragraph": read["paragraph"] or "",
    }


def tasks_rows(desk: Desk) -> list[Row]:
    bodies = desk.names.bodies if desk.names else []
    known: Choices = [OPEN, *((str(u.pk), u.full_name) for u in bodies)]
    choices = [*known]
    if desk.may_make_units:
        choices += [(NEW, "Tạo cơ quan mới với tên này")]
    choices += [(WORDS, "Chỉ ghi tên như văn bản")]
    rows = []
    for number, read in enumerate(desk.draft["tasks"]):
        found = desk.names.agencies(read["agency"]) if desk.names else []
        named = found or [(read["agency"], None)]
        # A sentence a person added may name nobody: then only who is known fits.
        made = {"body": choices if read["agency"] else known}
        proposed = {
            "deed": TAKE,
            "title": title_of(read["text"], read["agency"]),
            "part": read["part"],
            "cycle": cycle_of(read["deadline_text"], read["deadline"]),
            "deadline": day_of(read["deadline"]),
            "deadline_text": (read["deadline_text"] or "")[:200],
            "paragraph": read["paragraph"] or "",
        }
        for n, (_name, unit) in enumerate(named):
            proposed[f"body-{n}"] = str(unit.pk) if unit else ""
        extra = {"names": [name for name, _ in named]}
        rows.append(desk.row("tasks", number, TaskForm, proposed, read, made, **extra))
    return rows


def annex_rows(desk: Desk, key: str) -> list[Row]:
    """First what each column hands out, then the lines."""
    annex = desk.annexes[key]
    titles = annex["columns"]
    chosen = desk.columns(key)
    # A later table that hands out nothing known is most often one of statistics.
    is_given = key == "annex" or any(target is not None for target in chosen)
    head: dict[str, Any] = {"deed": TAKE if is_given else SKIP}
    pairs = zip(chosen, desk.totals(key), strict=True)
    for n, (target, total) in enumerate(pairs):
        head[f"column-{n}"] = "" if target is None else str(target)
        head[f"total-{n}"] = _figure(total)
    columns: Choices = [OPEN]
    columns += [
        (str(n), f"{n + 1}. {t['text'][:80]}")
        for n, t in enumerate(desk.draft["targets"])
    ]
    columns += [(WORDS, "Không nạp cột này")]
    made = {"column": columns}
    first = desk.row(key, 0, ColumnsForm, head, annex, made, titles=titles)
    return [first, *_annex_lines(desk, key, titles)]


def _annex_lines(desk: Desk, key: str, titles: list[str]) -> list[Row]:
    units = desk.names.receivers if desk.names else []
    choices: Choices = [OPEN, *((str(u.pk), u.full_name) for u in units)]
    rows = []
    for number, read in enumerate(desk.annexes[key]["rows"], 1):
        unit = desk.names.receiver(read["unit"]) if desk.names else None
        proposed = {"deed": TAKE, "unit": str(unit.pk) if unit else ""}
        for n, value in enumerate(read["values"]):
            proposed[f"value-{n}"] = _figure(value)
        made = {"unit": choices}
        rows.append(
            desk.row(key, number, AnnexRowForm, proposed, read, made, titles=titles)
        )
    return rows


def questions_rows(desk: Desk) -> list[Row]:
    return [
        desk.row("questions", n, QuestionForm, {}, read, {})
        for n, read in enumerate(desk.draft["questions"])
    ]


def _figure(text: str | None) -> str:
    """A figure of the draft ("2300", "0.5") as the office writes it."""
    return format_decimal(Decimal(text), 6) if text else ""


BUILDERS = {
    "document": document_rows,
    "plan": plan_rows,
    "citations": citations_rows,
    "targets": targets_rows,
    "tasks": tasks_rows,
    "questions": questions_rows,
}
