"""The badge of a verdict or a state as markup, printed once for every word there is.

A table of a city holds hundreds of badges and a dozen different ones.
"""

from __future__ import annotations

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language


def badge(code: str, label: str, *, plain: bool = False) -> SafeString:
    """`code` of the look and its word, in the reader's language."""
    return _printed(code, label, plain, get_language())


class PlainBadges(dict[tuple[str, str], SafeString]):
    """Badges without a box of one table, by code and word: its reader is one."""

    def __missing__(self, word: tuple[str, str]) -> SafeString:
        found = self[word] = badge(*word, plain=True)
        return found


@lru_cache(maxsize=512)
def _printed(code: str, label: str, plain: bool, language: str | None) -> SafeString:
    context = {"code": code, "label": label, "plain": plain}
    return render_to_string("partials/status_badge.html", context)
