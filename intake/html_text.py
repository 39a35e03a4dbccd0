"""The text of a saved web page: one block a line, tables as "| cell | cell |" lines."""

from __future__ import annotations

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
        self._rows: list[list[list[str]]] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "tr":
            self._rows.append([])
        elif tag in _CELLS and self._rows:
            self._rows[-1].append([""])
        elif tag in _BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag == "tr" and self._rows:
            self._end_row(self._rows.pop())
        elif tag in _BLOCKS:
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
        return self._rows[-1][-1] if self._rows and self._rows[-1] else self._lines

    def _break(self) -> None:
        self._place().append("")

    def _end_row(self, cells: list[list[str]]) -> None:
        """A layout row (letterhead) becomes lines; a data row stays one line."""
        blocks = [[part.strip() for part in cell if part.strip()] for cell in cells]
        place = self._place()
        if len(blocks) > 2 and all(len(block) < 4 for block in blocks):
            joined = (" ".join(block) for block in blocks)
            place += ["| " + " | ".join(joined) + " |", ""]
            return
        for block in blocks:
            place += ["", *block, ""]
