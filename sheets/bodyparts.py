"""What the rows below a header are sorted into, and where their cells stand. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from sheets.book import Cell, Kind, Row
from sheets.numbers import BadNumber, parse_decimal


@dataclass
class Body:
    """The rows of one table, sorted into what they are.

    `after`: rows with a number below the table that are none of its units' (dates
    beside signatures, "So với năm 2020"): not read, and to be said. `other`: the row
    of titles of another table below the total; 0 for none.
    """

    rows: list[Row] = field(default_factory=list)
    groups: list[Row] = field(default_factory=list)
    subtotals: list[Row] = field(default_factory=list)
    after: list[Row] = field(default_factory=list)
    total: Row | None = None
    number_row: Row | None = None
    other: int = 0


@dataclass(frozen=True, slots=True)
class Places:
    """Columns of a table: running numbers (0: none), names, and those of numbers."""

    serial: int
    name: int
    values: tuple[int, ...]

    def numbers(self, row: Row) -> tuple[Decimal | None, ...]:
        """The readable numbers of the value columns; None for the rest."""
        return tuple(_number(row.at(column)) for column in self.values)

    def has_label(self, row: Row) -> bool:
        return any(True for _ in self.labels(row))

    def labels(self, row: Row) -> Iterator[Cell]:
        return (
            cell
            for cell in row.texts
            if not cell.is_blank and cell.column not in self.values
        )


def _number(cell: Cell) -> Decimal | None:
    if cell.kind not in {Kind.NUMBER, Kind.TEXT} or isinstance(cell.value, bool):
        return None
    try:
        value = parse_decimal(cell.value)
    except BadNumber:
        return None
    return None if value is None else Decimal(value)
