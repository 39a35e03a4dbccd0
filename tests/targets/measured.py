"""Figures written as text in the tests of arithmetic."""

from __future__ import annotations

from decimal import Decimal


def decimal_of(value):
    return None if value is None else Decimal(value)
