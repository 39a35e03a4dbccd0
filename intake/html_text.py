"""The text of a saved web page: one block a line, tables as "| cell | cell |" lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "center", "dd", "div"),
        *("dl", "dt", "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5"),
        *("h6", "header", "hr", "li", "main", "nav", "ol", "option", "p", "pre"),
        *("section", "table", "tbody", "thead", "tr", "ul"),
    )
)
_HIDDEN = frozenset(["script", "style", "head", "noscript", "template", "select"])
_CELLS = ("td", "th")
_WIDEST = 60


@dataclass
class _Cell:
    """One cell of a row: its lines, and over how many columns and rows it goes."""

    columns: int = 1
    rows: int = 1
    lines: list[str] = field(default_factory=lambda: [""])

    @property
    def text(self) -> str:
        return " ".join(part.strip() for part in self.lines if part.strip())


@dataclass
class _Table:
    """Cells that reach down into the rows to come: {column: (rows left, text)}."""

    reaching: dict[int, tuple[int, str]] = field(default_factory=dict)

    def spread(self, cells: Iterable[_Cell]) -> list[str]:
        """Return one row's texts with spanned cells repeated in each place."""
        texts, waiting = list[str](), list(cells)
        while waiting or len(texts) in self.reaching:
            left, text = self.reaching.pop(len(texts), (0, ""))
            if left:
                if left > 1:
                    self.reaching[len(texts)] = (left - 1, text)
                texts.append(text)
                continue
            cell = waiting.pop(0)
            for _ in range(cell.columns):
                if cell.rows > 1:
                    self.reaching[len(texts)] = (cell.rows - 1, cell.text)
                texts.append(cell.text)
        return texts


def html_to_text(page: str) -> str:
    """Return the readable text of a page; scripts and styles are left out."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Gathers text; a data cell of a row with three or more cells ends with a pipe."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._hidden = 0
        self._rows: list[list[_Cell]] = []
        self._tables: list[_Table] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "tr":
            self._rows.append([])
        elif tag in _CELLS and self._rows:
            asked = dict(attrs)
            columns, rows = asked.get("colspan"), asked.get("rowspan")
            self._rows[-1].append(_Cell(_span(columns), _span(rows)))
        elif tag in _BLOCKS:
            self._break()
            if tag == "table":
                self._tables.append(_Table())

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag == "tr" and self._rows:
            self._end_row(self._rows.pop())
        elif tag in _BLOCKS:
            if tag == "table" and self._tables:
                self._tables.pop()
            self._break()

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        place = self._place()
        text = " ".join(data.split())
        lead = " " if data[:1].isspace() and place[-1] else ""
        trail = " " if data[-1:].isspace() and text else ""
        place[-1] += lead + text + trail if text else (" " if place[-1] else "")

    def text(self) -> str:
        """Return the gathered lines."""
        while self._rows:
            self._end_row(self._rows.pop())
        return "\n".join(line.strip() for line in self._lines)

    def _place(self) -> list[str]:
        inside = self._rows and self._rows[-1]
        return self._rows[-1][-1].lines if inside else self._lines

    def _break(self) -> None:
        self._place().append("")

    def _end_row(self, cells: list[_Cell]) -> None:
        """A layout row (letterhead) becomes lines; a data row stays one line."""
        place = self._place()
        table = self._tables[-1] if self._tables else _Table()
        short = all(sum(bool(part.strip()) for part in c.lines) < 4 for c in cells)
        texts = table.spread(cells)
        if len(texts) > 2 and short:
            place += ["| " + " | ".join(texts) + " |", ""]
            return
        for cell in cells:
            place += ["", *(part.strip() for part in cell.lines if part.strip()), ""]


def _span(asked: str | None) -> int:
    """Return a colspan or rowspan as a sane number."""
    return min(int(asked), _WIDEST) or 1 if asked and asked.isdecimal() else 1
