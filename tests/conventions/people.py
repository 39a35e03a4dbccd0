"""Who knocks at the addresses, and what is theirs and what a neighbour's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import ChangeSet
from plans.models import Assignment, Plan, Round, Task
from targets.models import Indicator
from tests import office
from units.models import Unit

ROLES = {
    "ANONYMOUS": None,
    "OFFICIAL": "hoankiem",
    "AGENCY": "soyte",
    "SECRETARIAT": "thuky",
    "IMPORT_ADMIN": "quantri",
    "LEADER": "lanhdao",
}
OWN, FOREIGN, ANY = "own", "foreign", "-"


def _round() -> Round:
    return Round.objects.order_by("due_at").first()


def _part() -> Assignment:
    """What no agency officer of the table is charged with."""
    return Assignment.objects.get(task__paragraph="IV.9")


def _report(unit: str) -> Any:
    return office.submission(unit)


def _commune(district: str) -> str:
    return Unit.objects.filter(parent__key=district, kind="COMMUNE").first().key


# For the district official of Hoàn Kiếm. An address that is not here has no id whose
# owner is known, and is called with a number that does not exist.
IDS: dict[str, dict[str, Callable[[], dict[str, Any]]]] = {
    **{
        name: {OWN: lambda: {"code": "d002"}, FOREIGN: lambda: {"code": "d271"}}
        for name in ("unit", "unit-as-of")
    },
    **{name: {ANY: lambda: {"round": _round().pk}} for name in ("reminder", "remind")},
    "entry-unit": {
        OWN: lambda: {"pk": _round().pk, "unit": "d002"},
        FOREIGN: lambda: {"pk": _round().pk, "unit": "d271"},
    },
    "evidence": {
        OWN: lambda: {"pk": _round().pk, "unit": "d002", "indicator": "cases"},
        FOREIGN: lambda: {"pk": _round().pk, "unit": "d271", "indicator": "cases"},
    },
    **{
        name: {
            OWN: lambda: {"pk": _report("d002").pk},
            FOREIGN: lambda: {"pk": _report("d271").pk},
        }
        for name in ("submit", "take-back", "declare-nil", "return", "reopen")
    },
    **{
        name: {ANY: lambda: {"pk": _round().pk}}
        for name in (
            "entry-round",
            "entry-save",
            "lock-round",
            "round",
            "round-due",
            "unlock-round",
        )
    },
    "commune": {
        OWN: lambda: {"key": _commune("d002")},
        FOREIGN: lambda: {"key": _commune("d271")},
    },
    "assessment-new": {
        OWN: lambda: {"key": _commune("d002")},
        FOREIGN: lambda: {"key": _commune("d271")},
    },
    "change-set": {ANY: lambda: {"pk": ChangeSet.objects.order_by("pk").first().pk}},
    "import-receipt": {
        ANY: lambda: {"pk": ChangeSet.objects.order_by("pk").first().pk}
    },
    "indicator": {ANY: lambda: {"code": Indicator.objects.first().code}},
    "target-line": {ANY: lambda: {"code": Indicator.objects.first().code}},
    "plan": {ANY: lambda: {"slug": Plan.objects.first().slug}},
    "task": {ANY: lambda: {"pk": Task.objects.first().pk}},
    **{
        name: {ANY: lambda: {"slug": "21-kh-ubnd-2021"}}
        for name in ("document", "document-attach")
    },
    **{
        name: {ANY: lambda: {"slug": Plan.objects.first().slug}}
        for name in (
            "as-of-new",
            "plan-attach",
            "plan-copy",
            "plan-graph",
            "plan-scheme",
            "ranking",
            "round-open",
        )
    },
    **{
        name: {ANY: lambda: {"pk": _part().pk}}
        for name in (
            "task-duty",
            "task-report",
            "task-decide",
            "task-extend",
            "task-file",
        )
    },
    "import-template": {ANY: lambda: {"slug": Plan.objects.first().slug}},
    "import-upload": {ANY: lambda: {"kind": "annex"}},
}
MISSING = {"int": 999_999, "slug": "khong-co", "str": "khong-co", "path": "khong-co"}


def arguments(name: str, parameters: dict[str, str]) -> dict[str, dict[str, Any]]:
    """own / foreign / - → the arguments to reverse `name` with."""
    if not parameters:
        return {ANY: {}}
    known = IDS.get(name)
    if known and all(set(make()) == set(parameters) for make in known.values()):
        return {whose: make() for whose, make in known.items()}
    missing = {key: MISSING.get(kind, "1") for key, kind in parameters.items()}
    return {"missing": missing}
