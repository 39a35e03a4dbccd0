"""ETags from the journal: as long as its chain has not grown, no answer has changed.

Every business row is written inside a sealed change set, and the head of the chain is
locked while one is sealed, so its digest changes with each commit and in their order.
The day counts too: what is due and what is in force move with the calendar.

A tag is `"<journal>"`; for one unit's report of one period `"<journal>.<report>"`,
whose second part is what `If-Match` compares.
"""

from __future__ import annotations

import hashlib

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from accounts.digests import START
from accounts.models import JournalHead
from plans.models import Round
from reports.api.auth import person
from targets.models import Result
from units.models import Unit

_HEAD = f"SELECT digest FROM {JournalHead._meta.db_table} ORDER BY id LIMIT 1"
FORM = "1"  # raise it when the same rows are told differently


def current_tag(request: HttpRequest) -> str:
    """The journal's part of the tag of this address for this person: one query."""
    facts = [
        FORM,
        _head(),
        str(person(request).pk),
        timezone.localdate().isoformat(),
        request.get_full_path(),
    ]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:32]


def _head() -> str:
    """The digest of the last change set; asked on every request, so in plain SQL."""
    with connection.cursor() as cursor:
        cursor.execute(_HEAD)
        row = cursor.fetchone()
    return row[0] if row else START


def held(request: HttpRequest, tag: str) -> str | None:
    """The whole tag under which the asker holds what would be answered."""
    known = _tags(request.headers.get("If-None-Match", ""))
    return next((one for one in known if one.partition(".")[0] == tag), None)


def wanted(request: HttpRequest) -> list[str] | None:
    """The report versions of `If-Match`; None where the header is missing."""
    header = request.headers.get("If-Match", "")
    if not header.strip():
        return None
    return [one.partition(".")[2] or one for one in _tags(header)]


def cell_versions(round_: Round, unit: Unit) -> dict[str, int]:
    """The version of each stored cell of one report, by indicator."""
    rows = Result.objects.filter(unit=unit, period_code=round_.period_code)
    return dict(rows.order_by("indicator").values_list("indicator__code", "version"))


def report_version(round_: Round, unit: Unit, versions: dict[str, int]) -> str:
    """One word for the state of every cell of one report."""
    cells = [f"{code}:{version}" for code, version in sorted(versions.items())]
    text = "\n".join([round_.plan.slug, round_.period_code, unit.key, *cells])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _tags(header: str) -> list[str]:
    """The tags of a header; compressed answers carry theirs as weak ones."""
    return [one.strip().removeprefix("W/").strip('"') for one in header.split(",")]
