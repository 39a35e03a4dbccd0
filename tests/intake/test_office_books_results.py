"""Results of a quarter typed as offices type them: decimals, words for nothing, ratios."""

from __future__ import annotations

from decimal import Decimal

import pytest

from intake.orders import Kind
from targets.models import Result
from tests.intake.office_books_figures import allow_decimals, down
from tests.intake.office_books_units import (
    FLAT_SHEET,
    NAMES,
    Book,
    Layout,
    loaded,
    refusals,
    said_of,
)
from tests.intake.papers import run

pytestmark = pytest.mark.django_db


def results(book: Book, path):
    """The first ten rows as the results of a quarter: no total, no blanks."""
    book.rows = book.rows[:10]
    for row in book.rows:  # the quotas themselves are no results
        row |= {k: v - 1 for k, v in row.items() if isinstance(v, int) and k != "no"}
    return book.save(path, lambda sheet: sheet.delete_rows(book.layout.first + 10))


def reported(code: str = "cases") -> dict[str, Decimal]:
    rows = Result.objects.filter(indicator__code=code).select_related("unit")
    return {row.unit.name: row.value for row in rows if row.value is not None}


def test_an_indicator_with_decimals_takes_a_comma_and_only_a_comma(tmp_path, quarters):
    allow_decimals()
    written = ("12,5", "2.300,75", 7.25, "3", 0.1 + 0.2, "1 200,5", "12.5", "2,300")
    book = Book(FLAT_SHEET).with_figures(down(written))

    bad = run(
        "import_results", results(book, tmp_path / "a.xlsx"), "--period", "2021-Q1"
    )
    book.with_figures({(NAMES[6], "cases"): "12,5", (NAMES[7], "cases"): "2300"})
    loaded(results(book, tmp_path / "b.xlsx"), Kind.RESULTS, round=quarters[0])

    assert refusals(bad) == [("E_NUMBER", "C8"), ("E_NUMBER", "C9")]
    exact = ("12.5", "2300.75", "7.25", "3", "0.3", "1200.5", "12.5", "2300")
    found = reported()
    assert [found[name] for name in NAMES[:8]] == list(map(Decimal, exact))


def test_a_report_with_words_for_nothing_is_refused_and_with_blanks_is_not(
    tmp_path, quarters
):
    book = Book(FLAT_SHEET).with_figures(down(("chưa có số liệu", "x"), "files"))
    by = ("--period", "2021-Q1")

    bad = run("import_results", results(book, tmp_path / "a.xlsx"), *by)
    book.with_figures(down((None, "-"), "files"))
    good = run("import_results", results(book, tmp_path / "b.xlsx"), *by)

    assert refusals(bad) == [("E_NUMBER", "D2"), ("E_NUMBER", "D3")]
    assert (good.code, set(reported("rehab-files"))) == (0, set(NAMES[2:10]))


def test_the_two_parts_of_a_ratio_are_counts_and_a_share_is_neither(tmp_path, quarters):
    name = "Điểm phức tạp về ma túy được triệt xóa"
    titles = {"no": "TT", "unit": "Đơn vị"}
    titles |= {"cases": f"{name} (tử số)", "files": f"{name} (mẫu số)"}
    book = Book(Layout(titles=titles, has_total=False))
    by = ("--period", "2021-Q1")

    book.rows = [{"no": 1, "unit": "TP Hà Nội", "cases": "2/6", "files": "33%"}]
    bad = run("import_results", book.save(tmp_path / "a.xlsx"), *by)
    book.rows = [{"no": 1, "unit": "TP Hà Nội", "cases": "2", "files": 6.0}]
    good = run("import_results", book.save(tmp_path / "b.xlsx"), *by)

    assert refusals(bad) == [("E_NUMBER", "C2"), ("E_NUMBER", "D2")]
    assert "không gõ tỷ lệ và dấu %" in said_of(bad, "D2")
    row = Result.objects.get(indicator__code="hotspots-cleared")
    assert (good.code, row.unit.key, row.numerator, row.denominator) == (0, "p01", 2, 6)
