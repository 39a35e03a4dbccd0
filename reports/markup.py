"""Markup made in Python, for the rows a page holds by the dozen.

A template looks every word of every row up again; a pattern is filled in once. What
stands around the rows stays in templates.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString

NOTHING = SafeString("")


def filled(pattern: str, *values: str) -> SafeString:
    """`pattern` with `values` in its places, each escaped unless it is markup already.

    Django's `format_html` for finished strings: nothing here is lazy, so nothing has
    to be asked about it.
    """
    return SafeString(pattern.format(*map(_escaped, values)))


def joined(parts: Iterable[SafeString]) -> SafeString:
    """Markup after markup; what is plain text is escaped."""
    return SafeString("".join(map(_escaped, parts)))


def _escaped(value: str) -> str:
    return value if type(value) is SafeString else escape(value)
