"""The Word report of half a year, and the tables found in it by their titles."""

from __future__ import annotations

import datetime as dt

from tests.reports.issuing import H1, picture, word

DAY = dt.date(2021, 7, 5)


def letter(period=H1, plan=None, **options):
    options = {"number": "5", "dated": DAY, **options}
    return word(picture(period, plan).files(**options).docx)


def table_of(document, title):
    """The table under the heading that contains `title`, as rows of texts."""
    body = list(document.element.body)
    at = next(
        i
        for i, e in enumerate(body)
        if e.tag.endswith("}p") and title in e.xpath("string(.)")
    )
    found = next(e for e in body[at:] if e.tag.endswith("}tbl"))
    table = next(t for t in document.tables if t._tbl is found)
    return [[cell.text for cell in row.cells] for row in table.rows]
