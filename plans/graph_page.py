"""A document among others, read from the citations: as drawing and as list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from plans import graph, labels
from plans.graph import Drawing, Edge, Node
from plans.models import Citation, Document, Plan
from sheets.wording import Words
from sheets.wording import gettext as _

_DEPTH = 2
_ENDED = Words(
    "plan",
    {"REPLACES": "bị thay thế bởi {symbol}", "REVOKES": "bị bãi bỏ bởi {symbol}"},
)


@dataclass(frozen=True)
class Ending:
    """The day a document stopped holding, and the words for it."""

    day: dt.date
    words: str


@dataclass(frozen=True)
class Line:
    """One citation as a line of the list."""

    relation: str
    source: str
    source_url: str
    cited: str
    text: str
    url: str
    is_stub: bool
    state: str


@dataclass(frozen=True)
class GraphPage:
    """A document among those above and below it, as of a day; with the plan it is."""

    document: Document
    on: dt.date
    plan: Plan | None = None

    @cached_property
    def drawing(self) -> Drawing:
        edges = [
            Edge(source=row.source_id, cited=row.cited_id, relation=row.relation)
            for row in self.citations
            if row.cited_id
        ]
        nodes = [self._node(pk, layer) for pk, layer in self._layers.items()]
        return graph.draw(nodes, edges)

    @cached_property
    def lines(self) -> list[Line]:
        """Every citation around it; those without a document keep their words."""
        return [self._line(row) for row in self.citations]

    @cached_property
    def questions(self) -> list[str]:
        """Citations that contradict each other, for a person to look up."""
        by_source: dict[str, list[tuple[str, dt.date | None]]] = {}
        for row in self.citations:
            if row.cited:
                pair = (row.cited.symbol, row.cited.issued_on)
                by_source.setdefault(row.source.symbol, []).append(pair)
        return [
            _(
                "{source} viện dẫn {one} và {other} cùng số, cùng ngày {day}; "
                "hãy đối chiếu văn bản gốc.",
                source=source,
                one=one,
                other=other,
                day=format(day, "%d/%m/%Y"),
            )
            for source, cited in by_source.items()
            for one, other, day in graph.conflicts(cited)
        ]

    @cached_property
    def state(self) -> str:
        """Whether the document holds on the day, and what ended it."""
        row, day = self.document, f"{self.on:%d/%m/%Y}"
        if self._holds(row):
            return _("có hiệu lực ngày {day}", day=day)
        begins = row.effective_from or row.issued_on
        if begins and self.on < begins:
            return _("chưa có hiệu lực ngày {day}", day=day)
        ending = self._endings.get(row.pk)
        if ending and ending.day <= self.on:
            return _(
                "{words}, từ {day}",
                words=ending.words,
                day=format(ending.day, "%d/%m/%Y"),
            )
        return _(
            "hết hiệu lực từ {effective_to}",
            effective_to=format(row.effective_to, "%d/%m/%Y"),
        )

    @property
    def indicators(self) -> list[tuple[str, str]]:
        """Code and short name of what the plan asks for, each once."""
        if self.plan is None:
            return []
        names = ("indicator__code", "indicator__short_name")
        rows = self.plan.targets.order_by("order").values_list(*names)
        return list(dict.fromkeys(rows))

    @cached_property
    def citations(self) -> list[Citation]:
        """Those among the documents found; one query a step, up and down."""
        found: dict[int, Citation] = {}
        rows = Citation.objects.select_related("source__plan", "cited__plan")
        up, down = {self.document.pk}, {self.document.pk}
        for _step in range(_DEPTH):
            above = list(rows.filter(source__in=up).order_by("source", "order"))
            below = list(rows.filter(cited__in=down).order_by("source", "order"))
            found |= {row.pk: row for row in (*above, *below)}
            up = {row.cited_id for row in above if row.cited_id}
            down = {row.source_id for row in below}
        return list(found.values())

    @cached_property
    def _layers(self) -> dict[int, int]:
        """Each document's layer: above what cites it, below what it cites."""
        layers = {self.document.pk: 0}
        for _step in range(_DEPTH):
            for row in self.citations:
                if row.source_id in layers and row.cited_id:
                    if layers[row.source_id] <= 0:
                        layers.setdefault(row.cited_id, layers[row.source_id] - 1)
                elif layers.get(row.cited_id or 0, -1) >= 0:
                    layers.setdefault(row.source_id, layers[row.cited_id] + 1)
        return layers

    @cached_property
    def _documents(self) -> dict[int, Document]:
        found = {self.document.pk: self.document}
        for row in self.citations:
            found[row.source_id] = row.source
            if row.cited:
                found[row.cited.pk] = row.cited
        return found

    @cached_property
    def _endings(self) -> dict[int, Ending]:
        return endings_of(self._documents)

    def _node(self, pk: int, layer: int) -> Node:
        row = self._documents[pk]
        day = f"{row.issued_on:%d/%m/%Y}" if row.issued_on else _("không ghi ngày")
        issuer = row.issuer.replace("Ủy ban nhân dân", "UBND")
        room = 33 - len(day)
        issuer = issuer if len(issuer) <= room else issuer[: room - 1].strip() + "…"
        return Node(
            id=pk,
            label=row.symbol[:24],
            note=f"{issuer}, {day}" if issuer else day,
            layer=layer,
            is_stub=row.is_stub,
            in_force=self._holds(row),
            url=_url(row),
        )

    def _line(self, row: Citation) -> Line:
        cited = row.cited
        state = ""
        if cited:
            state = _("còn hiệu lực") if self._holds(cited) else _("không có hiệu lực")
        return Line(
            relation=labels.RELATION[row.relation],
            source=row.source.symbol,
            source_url=_url(row.source),
            cited=cited.symbol if cited else "",
            text=row.text,
            url=_url(cited) if cited else "",
            is_stub=cited.is_stub if cited else True,
            state=state,
        )

    def _holds(self, row: Document) -> bool:
        return holds(row, self.on, self._endings.get(row.pk))


def endings_of(ids: Iterable[int]) -> dict[int, Ending]:
    """How each document was first replaced or revoked by another; one query."""
    rows = Citation.objects.filter(relation__in=_ENDED, cited__in=list(ids))
    found: dict[int, Ending] = {}
    for row in rows.select_related("source"):
        day = row.source.effective_from or row.source.issued_on
        if row.cited_id and day:
            ending = Ending(day, _ENDED.say(row.relation, symbol=row.source.symbol))
            known = found.setdefault(row.cited_id, ending)
            found[row.cited_id] = min(known, ending, key=lambda one: one.day)
    return found


def holds(row: Document, on: dt.date, ending: Ending | None) -> bool:
    """Whether a document is in force on a day, as far as the citations tell."""
    return graph.in_force(
        on,
        begins=row.effective_from or row.issued_on,
        ends=row.effective_to,
        replaced_on=ending.day if ending else None,
    )


def _url(row: Document) -> str:
    plan = getattr(row, "plan", None)
    if plan:
        return reverse("plan-graph", args=[plan.slug])
    return reverse("document", args=[row.slug])
