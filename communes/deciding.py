"""Decisions: a document and the communes it puts in or takes out of a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.journal import Change, changeset
from accounts.models import User
from accounts.refusals import Refusal
from communes import labels
from communes.documents import find_or_stub
from communes.entry import lock_units
from communes.models import Decision, KeyArea, PilotArea, Recognition
from communes.models.register import Direction
from communes.remarks import refuse_personal_data
from communes.standing import Status, communes_on, standings
from plans.models import Document
from plans.symbols import BadSymbol
from sheets.numbers import echo
from sheets.wording import gettext as _
from units.models import Alias, Unit
from units.names import Candidate, MatchKind, NameIndex, key
from units.querysets import UnitQuerySet

_IN_LIST = (Status.RECOGNISED, Status.NEEDS_REVIEW)


@dataclass(frozen=True)
class DecisionDraft:
    """A decision before it is written: its document as typed, its dates, its lists.

    `key_type` ("I", "II", "III") for a list of key areas, empty otherwise.
    """

    symbol: str
    issuer: str
    issued_on: dt.date
    title: str
    kind: str
    effective_on: dt.date
    year: int
    ins: tuple[Unit, ...] = ()
    outs: tuple[Unit, ...] = ()
    key_type: str = ""
    note: str = ""


def decide(draft: DecisionDraft, *, by: User) -> Decision:
    """Enter a decision with its lists; nothing is written when anything is wrong."""
    what = f"Nhập {labels.DECISION_KIND[draft.kind].lower()}: {draft.symbol}"
    with changeset(by=by, what=what) as change:
        lock_units([*draft.ins, *draft.outs])
        _check(draft)
        decision = _decision(change, draft)
        change.save_all(_entries(decision, draft))
    return decision


def _check(draft: DecisionDraft) -> None:
    refuse_personal_data(draft.note)
    if not draft.ins and not draft.outs:
        raise Refusal(_("Hãy ghi ít nhất một xã đưa vào hoặc đưa ra."))
    if draft.kind == Decision.Kind.WITHDRAWAL and draft.ins:
        raise Refusal(_("Quyết định thu hồi chỉ có danh sách đưa ra."))
    if (draft.kind == Decision.Kind.KEY_AREAS) != bool(draft.key_type):
        raise Refusal(
            _("Danh sách trọng điểm phải ghi loại; danh sách khác thì không.")
        )
    twice = set(draft.ins) & set(draft.outs)
    if twice:
        raise Refusal(
            _("{twice} vừa đưa vào vừa đưa ra; hãy bỏ một bên.", twice=_names(twice))
        )
    _check_entries(draft)


def _check_entries(draft: DecisionDraft) -> None:
    is_key = draft.kind == Decision.Kind.KEY_AREAS
    units = [*draft.ins, *draft.outs]
    gone = [unit for unit in units if not _exists(unit, draft.effective_on)]
    if gone:
        raise Refusal(
            _(
                "{gone} không còn vào ngày {effective_on}.",
                gone=_names(gone),
                effective_on=format(draft.effective_on, "%d/%m/%Y"),
            )
        )
    model = KeyArea if is_key else Recognition
    same_day = model.objects.filter(unit__in=units, effective_on=draft.effective_on)
    if taken := [row.unit for row in same_day.select_related("unit")]:
        hint = _("; chuyển loại thì chỉ ghi đưa vào loại mới") if is_key else ""
        raise Refusal(
            _(
                "{taken} đã có quyết định khác cùng ngày hiệu lực{hint}.",
                taken=_names(taken),
                hint=hint,
            )
        )
    found = standings(draft.outs, draft.effective_on)
    wanted = (Status(f"KEY_{draft.key_type}"),) if is_key else _IN_LIST
    absent = [unit for unit in draft.outs if found[unit.pk].status not in wanted]
    if absent:
        raise Refusal(
            _("{absent} không có trong danh sách để đưa ra.", absent=_names(absent))
        )


def _exists(unit: Unit, day: dt.date) -> bool:
    return unit.valid_to is None or day < unit.valid_to


def _names(units: Iterable[Unit]) -> str:
    return ", ".join(sorted(str(unit) for unit in units))


def _decision(change: Change, draft: DecisionDraft) -> Decision:
    try:
        document = find_or_stub(
            change,
            symbol=draft.symbol,
            issuer=draft.issuer,
            issued_on=draft.issued_on,
            title=draft.title,
        )
    except BadSymbol as wrong:
        raise Refusal(str(wrong)) from None
    known = Decision.objects.filter(document=document, kind=draft.kind).first()
    if known:
        return _with_another_type(known, draft)
    decision = Decision(
        document=document,
        kind=draft.kind,
        effective_on=draft.effective_on,
        year=draft.year,
        note=draft.note.strip(),
    )
    change.save(decision)
    return decision


def _with_another_type(known: Decision, draft: DecisionDraft) -> Decision:
    """A document of key areas lists type after type; each list is entered once."""
    mine = known.key_areas.filter(type=draft.key_type)
    if known.kind != Decision.Kind.KEY_AREAS or mine.exists():
        type_ = draft.key_type
        what = _("loại {type}", type=type_) if type_ else _("nội dung này")
        raise Refusal(
            _("{known} đã được nhập với {what}.", known=known, what=what), status=409
        )
    if (known.effective_on, known.year) != (draft.effective_on, draft.year):
        raise Refusal(
            _(
                "{known} đã nhập với hiệu lực từ {effective_on}, năm {year}; các "
                "loại của một văn bản phải ghi giống nhau.",
                known=known,
                effective_on=format(known.effective_on, "%d/%m/%Y"),
                year=known.year,
            )
        )
    return known


def _entries(decision: Decision, draft: DecisionDraft) -> list[Recognition | KeyArea]:
    is_key = draft.kind == Decision.Kind.KEY_AREAS
    model = KeyArea if is_key else Recognition
    extra = {"type": draft.key_type} if is_key else {}
    sides = ((Direction.IN, draft.ins), (Direction.OUT, draft.outs))
    return [
        model(
            unit=unit,
            direction=direction,
            decision=decision,
            effective_on=draft.effective_on,
            year=draft.year,
            **extra,
        )
        for direction, units in sides
        for unit in units
    ]


def enter_pilot(
    document: Document, *, phase: int, unit: Unit | None, place: str, by: User
) -> PilotArea:
    """Enter one place of a document's pilot list, as the document names it."""
    refuse_personal_data(place)
    rows = PilotArea.objects.filter(document=document, phase=phase)
    same = rows.filter(unit=unit) if unit else rows.filter(unit=None, place=place)
    if same.exists():
        raise Refusal(_("Địa bàn này đã có trong giai đoạn đó."), status=409)
    area = PilotArea(document=document, phase=phase, unit=unit, place=place.strip())
    with changeset(by=by, what=f"Nhập địa bàn chỉ đạo điểm: {place or unit}") as change:
        change.save(area)
    return area


# Names of a list --------------------------------------------------------------


def units_named(
    text: str, units: UnitQuerySet, day: dt.date
) -> tuple[list[Unit], list[str]]:
    """Communes named one a line ("Tân Dân, Phú Xuyên" or a key), and what is unclear.

    A district after a comma or in brackets tells namesakes apart.
    """
    communes = communes_on(units, day)
    by_key = {unit.key: unit for unit in communes}
    lines = [line.strip(" .;-\t") for line in text.splitlines()]
    index = _Index(communes)
    found, problems = [], []
    for line in filter(None, lines):
        unit = by_key.get(line.casefold()) or index.find(line)
        if isinstance(unit, Unit):
            found.append(unit)
        else:
            problems.append(unit)
    return list(dict.fromkeys(found)), problems


class _Index:
    """Names of communes with their districts; aliases are read once."""

    def __init__(self, communes: list[Unit]) -> None:
        self.communes = communes
        self.aliases: dict[int, list[str]] = {}
        for unit, text in Alias.objects.values_list("unit", "text"):
            self.aliases.setdefault(unit, []).append(text)

    def find(self, line: str) -> Unit | str:
        """The one commune a line names, or a sentence that says why not."""
        name, _comma, district = line.replace("(", ",").replace(")", "").partition(",")
        pool = self._in(district.strip()) if district.strip() else self.communes
        units: dict[int | str, Unit] = {unit.pk: unit for unit in pool}
        match = NameIndex([self._candidate(unit) for unit in pool]).match(name.strip())
        if match.kind in (MatchKind.EXACT, MatchKind.ALIAS):
            return units[match.ids[0]]
        if match.kind is MatchKind.AMBIGUOUS:
            which = "; ".join(f"{units[pk]} ({units[pk].parent})" for pk in match.ids)
            return f"“{echo(line)}” có thể là: {which}; hãy ghi thêm quận, huyện."
        near = ", ".join(f"{candidate.full_name}" for candidate in match.near)
        hint = f" Có phải: {near}?" if near else ""
        return f"“{echo(line)}” không có trong danh mục đơn vị.{hint}"

    def _in(self, district: str) -> list[Unit]:
        wanted = key(district)
        return [
            unit
            for unit in self.communes
            if unit.parent
            and wanted in (unit.parent.match_key, key(unit.parent.full_name))
        ]

    def _candidate(self, unit: Unit) -> Candidate:
        aliases = tuple(self.aliases.get(unit.pk, ()))
        return Candidate(unit.pk, unit.name, unit.type, aliases)
