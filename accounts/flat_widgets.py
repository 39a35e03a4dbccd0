"""How a cell of a flat list becomes a value; a bad one is told in a sentence."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from decimal import Decimal
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from import_export.widgets import ForeignKeyWidget, Widget

from sheets.numbers import BadNumber, echo, parse_count, parse_decimal

DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y")


class CountWidget(Widget):
    """Whole numbers by the office's grammar: "2.300" is 2300, "1.5" is refused."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        return _parsed(parse_count, value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return "" if value is None else int(value)


class DecimalWidget(Widget):
    """Decimal numbers with a comma."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | None:
        return _parsed(parse_decimal, value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return "" if value is None else value


class DayWidget(Widget):
    """A day, as the cell has it or typed day first."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> dt.date | None:
        text = str(value or "").strip()
        if not text:
            return None
        for form in DAY_FORMATS:
            with suppress(ValueError):
                return dt.datetime.strptime(text, form).date()
        raise ValueError(f"“{echo(text)}” không phải là ngày; hãy ghi như 21/01/2021.")

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        if kwargs.get("force_native_type"):
            return value
        return "" if value is None else value.isoformat()


class KnownWidget(ForeignKeyWidget):
    """A row named by its code; a code that names nothing is a sentence."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        try:
            return super().clean(value, row=row, **kwargs)
        except (ObjectDoesNotExist, ValueError, TypeError, OverflowError) as error:
            what = self.model._meta.verbose_name
            raise ValueError(f"Không có {what} “{echo(str(value))}”.") from error


def _parsed(parse: Any, value: Any) -> Any:
    try:
        return parse(None if value == "" else value)
    except BadNumber as error:
        raise ValueError(str(error)) from error
