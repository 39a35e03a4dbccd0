"""Several tables in one file that answer alike: told apart for a person to choose."""

from __future__ import annotations

from dataclasses import dataclass

from sheets.book import Sheet, Workbook
from sheets.grid import Finding, Table
from sheets.numbers import echo
from sheets.problems import Refused


@dataclass(frozen=True)
class Choice:
    """One of several tables a person may have meant; `top` its first header row."""

    sheet: str
    top: int
    rows: int
    title: str = ""


class ManyTables(Refused):
    """Several tables answer; `choices` names them for a person."""

    def __init__(self, finding: Finding, workbook: Workbook) -> None:
        super().__init__(finding.problems)
        sheets = {sheet.name: sheet for sheet in workbook.sheets}
        self.choices = tuple(
            Choice(t.sheet, t.header.top, len(t.rows), _title(sheets[t.sheet], t))
            for t in finding.tables
        )


def _title(sheet: Sheet, table: Table) -> str:
    """The line of text that stands nearest above the header."""
    above = [row for row in sheet.rows if row.number < table.header.top]
    texts = (cell.text for row in reversed(above[-5:]) for cell in row.cells)
    return echo(next((text for text in texts if text), ""))
