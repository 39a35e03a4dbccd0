"""What a draft's names may mean here: units, agencies, documents, indicators.

Proposals only: where nothing settles a name it stays open for a person, and nothing
is made that nobody asked for.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from accounts.models import User
from accounts.roles import Permission
from accounts.scoping import units_for
from plans.models import Document
from plans.symbols import BadSymbol, Symbol
from targets.kinds import Comparator, IndicatorKind
from targets.models import Indicator, Target
from units.models import Alias, Kind, Unit
from units.names import Candidate, NameIndex, key, search_key

_BODIES = (Kind.AGENCY, Kind.FORCE, Kind.FACILITY)
_HANDED_OUT = (Kind.DISTRICT, Kind.FORCE, Kind.FACILITY, Kind.COMMUNE)
_JOINED = re.compile(r"\s*[,;]\s*|\s+và\s+")
_COUNTED = (IndicatorKind.FLOW, IndicatorKind.STOCK, IndicatorKind.CUMULATIVE)
_LIKE_ENOUGH, _CLEARLY = 0.5, 0.1
_RELATIONS = (
    ("REPLACES", r"thay thế"),
    ("AMENDS", r"sửa đổi|bổ sung"),
    ("REVOKES", r"bãi bỏ"),
    ("CARRIES_OUT", r"thực hiện|triển khai|quán triệt"),
    ("BASIS", r"căn cứ|theo"),
)


def plan_units(user: User) -> list[Unit]:
    """Areas whose plans `user` may read in: own roots and what is right below."""
    roots = user.unit_ids_for(Permission.READ_PLAN)
    mine = units_for(user, Permission.READ_PLAN)
    found = mine.filter(kind__in=[Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE])
    near = found.filter(pk__in=roots) | found.filter(parent__in=roots)
    return sorted(near.distinct(), key=lambda u: (u.pk not in roots, u.sort_key))


def unit_named(issuer: str, units: Sequence[Unit]) -> Unit | None:
    """The unit whose full name ends the issuer's, or none."""
    named = key(issuer)
    found = [unit for unit in units if named.endswith(f" {key(unit.full_name)}")]
    return found[0] if len(found) == 1 else None


def relation_of(text: str, start: int) -> str:
    """In which relation a document is cited, by the last word before it."""
    before = text[max(start - 60, 0) : start].casefold()
    sentence = re.split(r"[.;\n]", before)[-1]
    rated = [
        (max(m.end() for m in re.finditer(words, sentence)), name)
        for name, words in _RELATIONS
        if re.search(words, sentence)
    ]
    return max(rated)[1] if rated else "MENTIONS"


class KnownDocuments:
    """The documents here, read once for all citations of a draft."""

    def __init__(self) -> None:
        names = ("symbol", "symbol_key", "issuer", "issued_on", "is_stub")
        rows = Document.objects.order_by("is_stub", "pk").only(*names)
        self._rows = [(row, _parsed(row.symbol)) for row in rows]

    def like(
        self, symbol: str | None, issued_on: str | None
    ) -> tuple[list[Document], list[Document]]:
        """Those a citation may mean, and those of the same number or day beside."""
        named = _parsed(symbol)
        likely, near = [], []
        for row, own in self._rows:
            day = row.issued_on.isoformat() if row.issued_on else None
            same_day = not issued_on or day in (issued_on, None)
            if named and own and row.symbol_key == named.key() and own.matches(named):
                (likely if same_day else near).append(row)
            elif (issued_on and day == issued_on) or (
                named and own and own.number.lstrip("0") == named.number.lstrip("0")
            ):
                near.append(row)
        return likely, near


def _parsed(symbol: str | None) -> Symbol | None:
    try:
        return Symbol.parse(symbol or "")
    except BadSymbol:
        return None


@dataclass
class Names:
    """Units below the plan's own, prepared once for all names of a draft."""

    owner: Unit
    day: dt.date

    @cached_property
    def bodies(self) -> list[Unit]:
        """Agencies and forces, in the order of names."""
        return [unit for unit in self._below if unit.kind in _BODIES]

    @cached_property
    def receivers(self) -> list[Unit]:
        """Areas and forces that a quota table may name."""
        return [unit for unit in self._below if unit.kind in _HANDED_OUT]

    @property
    def by_id(self) -> dict[str, str]:
        """Receivers' names by the id a form holds."""
        return {str(unit.pk): unit.full_name for unit in self.receivers}

    def agencies(self, text: str) -> list[tuple[str, Unit | None]]:
        """The bodies a task names: one, or each of a joint list all of which is known.

        `[(name, None)]` where it is a question.
        """
        whole = self._agency(text)
        if whole:
            return [(text, whole)]
        parts = dict.fromkeys(part for part in _JOINED.split(text) if part)
        found = [(part, self._agency(part)) for part in parts]
        if len(found) > 1 and all(unit for _, unit in found):
            return found
        return [(text, None)]

    def receiver(self, text: str) -> Unit | None:
        """The unit of a row of the annex, or none where a person must say."""
        match = self._receiver_index.match(text)
        return self._units.get(match.id) if match.id is not None else None

    @cached_property
    def _below(self) -> list[Unit]:
        units = Unit.objects.on(self.day).filter(parent=self.owner)
        return list(units.order_by("sort_key", "key"))

    @cached_property
    def _units(self) -> dict[Any, Unit]:
        return {unit.pk: unit for unit in self._below}

    def _agency(self, text: str) -> Unit | None:
        match = self._agency_index.match(text)
        return self._units.get(match.id) if match.id is not None else None

    @cached_property
    def _receiver_index(self) -> NameIndex:
        return self._index(self.receivers)

    @cached_property
    def _agency_index(self) -> NameIndex:
        return self._index(self.bodies, short=True)

    def _index(self, units: Sequence[Unit], *, short: bool = False) -> NameIndex:
        spellings: dict[int, set[str]] = {unit.pk: set() for unit in units}
        for unit_id, text in Alias.objects.filter(unit__in=list(units)).values_list(
            "unit_id", "text"
        ):
            spellings[unit_id].add(text)
        if short:
            for unit in units:
                spellings[unit.pk] |= self._as_the_plan_says(unit.name)
        return NameIndex(
            [Candidate(u.pk, u.name, u.type, tuple(spellings[u.pk])) for u in units]
        )

    def _as_the_plan_says(self, name: str) -> set[str]:
        """A city's own papers leave its name out: "Tòa án nhân dân Thành phố"."""
        city = re.escape(self.owner.name)
        bare = re.sub(rf"\s+{city}(?=$|\s*\()", "", name).strip()
        before, _, inside = name.partition(" (")
        return {x for x in (bare, before if inside else "") if x and x != name}


class Catalogue:
    """The indicators known here, with the words they were asked for in before."""

    def __init__(self) -> None:
        self.indicators = list(Indicator.objects.select_related("part_of"))
        self._words: dict[int, list[frozenset[str]]] = {}
        for row in self.indicators:
            self._words[row.pk] = [_words(row.name)]
        texts = Target.objects.exclude(text="").values_list("indicator_id", "text")
        for pk, text in texts:
            self._words[pk].append(_words(text))

    def like(self, text: str, *, unit: str | None, kind: str) -> Indicator | None:
        """The one indicator this sentence clearly means; None: a person chooses."""
        asked = _words(text)
        rated = sorted(
            (
                (self._likeness(asked, row), -row.order, row)
                for row in self._fitting(unit, kind)
            ),
            key=lambda rating: rating[:2],
            reverse=True,
        )
        if not rated or rated[0][0] < _LIKE_ENOUGH:
            return None
        close = [row for row in rated[1:] if rated[0][0] - row[0] < _CLEARLY]
        return rated[0][2] if not close else None

    def _fitting(self, unit: str | None, kind: str) -> Iterable[Indicator]:
        is_part = kind == IndicatorKind.SHARE
        for row in self.indicators:
            same_unit = unit in (None, "%") or _alike(row.measure_unit, unit)
            if (row.kind == IndicatorKind.SHARE) == is_part and same_unit:
                yield row

    def _likeness(self, asked: frozenset[str], row: Indicator) -> float:
        return max(_overlap(asked, known) for known in self._words[row.pk])


def column_target(
    name: str, total: str | None, targets: Sequence[dict[str, Any]]
) -> int | None:
    """The target a column of the annex hands out: by its total, else by its words."""
    counted = [n for n, row in enumerate(targets) if may_be_handed_out(row)]
    same = [n for n in counted if total and targets[n]["value"] == total]
    if len(same) == 1:
        return same[0]
    asked = _words(name)
    rated = sorted(
        (
            (_overlap(_words(targets[n]["text"]), asked), -n)
            for n in counted
            if len(_words(targets[n]["text"]) & asked) > 1  # "Dân số" is no "Tòa án"
        ),
        reverse=True,
    )
    if rated and rated[0][0] >= _LIKE_ENOUGH:
        return -rated[0][1]
    return None


def may_be_handed_out(row: dict[str, Any]) -> bool:
    """Whether units can be given figures of it (shares hold for every unit)."""
    asks = (Comparator.AT_LEAST, Comparator.MORE_THAN)
    caps = (Comparator.AT_MOST, Comparator.LESS_THAN)
    return row["kind"] in _COUNTED and row["comparator"] in (*asks, *caps)


def _words(text: str) -> frozenset[str]:
    plain = search_key(re.sub(r"[\d.,]+|%", " ", text))
    return frozenset(plain.split()) - _COMMON


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter text's words that the longer one has too."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def _alike(one: str, other: str) -> bool:
    return bool({*key(one).split(", ")} & {*key(other).split(", ")})


_COMMON = frozenset(
    search_key(
        "và các có của cho được trong đó trên là số ma túy về phòng chống tệ nạn "
        "đảm bảo năm địa bàn thành phố tỉnh phấn đấu đến hết toàn cuối"
    ).split()
)
