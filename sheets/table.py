"""One table found in a sheet: its header, its rows, its sums. Pure."""

from dataclasses import dataclass
from typing import Final

from sheets.book import Cell, Row
from sheets.headers import Column, Header, is_numberish

NAME_KEY: Final = "unit"


@dataclass(frozen=True)
class Table:
    """One table of a sheet.

    `rows` are those of data; `total` the declared total, if any; `groups` the rows
    that only head others; `subtotals` further rows of sums; `after` rows below it
    with numbers of no unit; `others` where tables of another kind begin below it.
    `found` gives the column that answered each wish, by the wish's key.
    """

    sheet: str
    header: Header
    found: dict[str, Column]
    rows: tuple[Row, ...]
    total: Row | None = None
    number_row: Row | None = None
    groups: tuple[Row, ...] = ()
    subtotals: tuple[Row, ...] = ()
    after: tuple[Row, ...] = ()
    others: tuple[int, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.header.columns

    @property
    def name_column(self) -> Column:
        return self.found[NAME_KEY]

    @property
    def value_columns(self) -> tuple[Column, ...]:
        """Columns whose cells are mostly numbers, the serial column left out."""
        serial = self.header.serial
        return tuple(
            column
            for column in self.columns
            if column not in (serial, self.name_column) and self._is_numeric(column)
        )

    def cell(self, row: Row, key: str) -> Cell:
        """The cell of a row under the column that answered the wish `key`."""
        return row.at(self.found[key].number)

    @property
    def has_figures(self) -> bool:
        """Whether anything stands where the wishes want numbers, as far as they do."""
        wanted = [c.number for key, c in self.found.items() if key != NAME_KEY]
        return not wanted or any(
            is_numberish(row.at(column)) for row in self.rows for column in wanted
        )

    def _is_numeric(self, column: Column) -> bool:
        cells = [row.at(column.number) for row in self.rows]
        written = [cell for cell in cells if not cell.is_blank]
        return sum(map(is_numberish, written)) * 2 > len(written)
