"""The tables of a page, read back from its HTML. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

_SILENT = {"svg", "script", "style", "button", "select", "textarea", "dialog"}
_BREAKS = {"br", "p", "li", "div", "dd", "dt"}
_VOID = {"br", "input", "img", "hr", "col", "wbr", "use", "path", "rect", "line"}
_MOST_COLUMNS = 200


@dataclass(frozen=True)
class Cell:
    """One cell as the page has it."""

    text: str
    is_figure: bool
    columns: int
    rows: int


@dataclass
class ScreenTable:
    """One table: its title, its header rows, its rows; spans still in the cells."""

    title: str = ""
    heads: list[list[Cell]] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)


@dataclass(frozen=True)
class ScreenPage:
    """The heading of a page and its tables in their order."""

    heading: str
    tables: Sequence[ScreenTable]


def read_page(html: str) -> ScreenPage:
    """Every table of a page of ours; nested tables are not used here."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return ScreenPage(_clean(reader.heading), reader.tables)


class _Reader(HTMLParser):
    """Walks the page once; what people do not read as text is passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.heading = ""
        self.tables: list[ScreenTable] = []
        self._words: list[str] | None = None
        self._table: ScreenTable | None = None
        self._row: list[Cell] = []
        self._cell: dict[str, str | None] = {}
        self._title = self._region = ""
        self._in_head = False
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        if self._silent or _is_silent(tag, own):
            if tag not in _VOID:
                self._silent.append(tag)
            return
        start = getattr(self, f"_start_{tag}", None)
        if start:
            start(own)
        elif tag in _BREAKS:
            self._say(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
            return
        end = getattr(self, f"_end_{tag}", None)
        if end:
            end()
        elif tag in _BREAKS:
            self._say(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._say(data)

    def _say(self, text: str) -> None:
        if self._words is not None:
            self._words.append(text)

    def _taken(self) -> str:
        words, self._words = self._words or [], None
        return _clean("".join(words))

    def _start_h1(self, own: dict[str, str | None]) -> None:
        self._words = []

    def _end_h1(self) -> None:
        self.heading = self._taken()

    def _start_h2(self, own: dict[str, str | None]) -> None:
        self._words = []

    def _end_h2(self) -> None:
        self._region = self._taken()

    _start_h3, _end_h3 = _start_h2, _end_h2

    def _start_div(self, own: dict[str, str | None]) -> None:
        if own.get("role") == "region" and own.get("aria-label"):
            self._region = own["aria-label"] or ""
        self._say(" ")

    def _start_table(self, own: dict[str, str | None]) -> None:
        self._table = ScreenTable(title=self._region)

    def _end_table(self) -> None:
        if self._table is not None:
            self.tables.append(self._table)
        self._table = None

    def _start_caption(self, own: dict[str, str | None]) -> None:
        self._words = []

    def _end_caption(self) -> None:
        title = self._taken()
        if self._table is not None and title:
            self._table.title = title

    def _start_thead(self, own: dict[str, str | None]) -> None:
        self._in_head = True

    def _end_thead(self) -> None:
        self._in_head = False

    def _start_tr(self, own: dict[str, str | None]) -> None:
        self._row = []

    def _end_tr(self) -> None:
        if self._table is not None and self._row:
            (self._table.heads if self._in_head else self._table.rows).append(self._row)
        self._row = []

    def _start_td(self, own: dict[str, str | None]) -> None:
        self._cell, self._words = own, []

    _start_th = _start_td

    def _end_td(self) -> None:
        is_figure = "num" in (self._cell.get("class") or "").split()
        self._row.append(
            Cell(
                self._taken(),
                is_figure,
                _span(self._cell.get("colspan")),
                _span(self._cell.get("rowspan")),
            )
        )

    _end_th = _end_td

    def _start_input(self, own: dict[str, str | None]) -> None:
        if own.get("type", "text") in ("text", "number"):
            self._say(own.get("value") or "")


def _is_silent(tag: str, own: dict[str, str | None]) -> bool:
    hidden = "visually-hidden" in (own.get("class") or "").split()
    return tag in _SILENT or hidden or own.get("aria-hidden") == "true"


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _MOST_COLUMNS) if text and text.isdigit() else 1


def _clean(text: str) -> str:
    return " ".join(text.split())
