"""One number merged over several figures belongs to none of them."""

import pytest

from sheets.book import Cell, Kind, Merge, Row, Sheet
from sheets.grid import Table
from sheets.headers import Column, Header
from sheets.shared_cells import shared_cells

TABLE = Table(
    "Biểu",
    Header(4, 4, ()),
    {"unit": Column(2, ()), "cases": Column(3, ()), "files": Column(4, ())},
    (Row(5, ()), Row(6, ()), Row(8, ())),
)


def sheet_with(merge: Merge, kind: Kind = Kind.NUMBER) -> Sheet:
    anchor = Cell(merge.top, merge.left, kind, 7)
    return Sheet("Biểu", (Row(merge.top, (anchor,)),), (merge,))


@pytest.mark.parametrize(
    ("merge", "cell"),
    [
        (Merge(5, 3, 6, 3), "C5"),
        (Merge(6, 4, 8, 4), "D6"),
        (Merge(5, 3, 5, 4), "C5"),
        (Merge(1, 3, 1_000_000, 3), "C1"),
    ],
)
def test_a_merge_over_two_figures_is_refused_at_its_first_cell(merge, cell):
    (problem,) = shared_cells(sheet_with(merge), TABLE)

    assert (problem.code, problem.cell, problem.sheet) == ("E_NUMBER", cell, "Biểu")


@pytest.mark.parametrize(
    "merge",
    [
        Merge(5, 2, 6, 2),  # a name over two rows
        Merge(6, 3, 7, 3),  # a row of two lines
        Merge(5, 4, 5, 5),  # a figure and its note
        Merge(1, 1, 2, 6),  # the title
        Merge(9, 1, 9, 6),  # the signatures
    ],
)
def test_a_merge_over_one_figure_or_none_is_no_problem(merge):
    assert shared_cells(sheet_with(merge), TABLE) == ()


def test_a_merge_with_nothing_in_it_gives_nobody_anything():
    empty = sheet_with(Merge(5, 3, 6, 3), Kind.BLANK)

    assert shared_cells(empty, TABLE) == ()
