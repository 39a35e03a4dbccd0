"""The document behind a decision: found by its identity, or entered as a stub."""

from __future__ import annotations

import datetime as dt

from accounts.journal import Change
from plans.models import Document
from plans.symbols import Symbol


def find_or_stub(
    change: Change,
    *,
    symbol: str,
    issuer: str,
    issued_on: dt.date,
    title: str,
    kind: str = "",
    slug: str = "",
) -> Document:
    """The document of that symbol, date and issuer; a stub where it is not held.

    Raises `BadSymbol` where the text is no symbol.
    """
    parsed = Symbol.parse(symbol)
    found = Document.objects.filter(
        symbol_key=parsed.key(), issued_on=issued_on, issuer=issuer
    ).first()
    if found:
        return found
    stub = Document(symbol=parsed.text, symbol_key=parsed.key(), is_stub=True)
    stub.slug = slug or _free_slug(f"{parsed.slug()}-{issued_on.year}")
    stub.kind, stub.title = kind or parsed.kind, title
    stub.issuer, stub.issued_on = issuer, issued_on
    change.save(stub)
    return stub


def _free_slug(wanted: str) -> str:
    slug, number = wanted[:70], 1
    while Document.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted[:70]}-{number}"
    return slug
