"""What a page says and what of it is the office's own data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from django.apps import apps
from django.db import models

from plans.models import Document, Plan
from units.models import Unit

VIETNAMESE = re.compile(
    "[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.I
)
ROOMS = {"units", "accounts", "plans", "targets", "communes", "intake", "reports"}
_SAID = ("title", "aria-label", "placeholder", "alt")
_SILENT = ("script", "style")
_VOID = ("input", "br", "img", "meta", "link", "hr", "source", "wbr", "use")


class _Texts(HTMLParser):
    """The text nodes of a page and its spoken attributes; not what is marked `vi`."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        self.found += [known[name] or "" for name in _SAID if name in known]
        if tag not in _VOID:
            self._open.append((tag, tag in _SILENT or known.get("lang") == "vi"))

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not any(silent for _, silent in self._open):
            self.found.append(data)


def vietnamese_of(html: str) -> list[str]:
    """Texts of the page that hold a Vietnamese letter, blanks collapsed."""
    texts = _Texts()
    texts.feed(html)
    return [_plain(text) for text in texts.found if VIETNAMESE.search(text)]


class OfficeData:
    """Everything people or papers wrote, to be taken out of a page's texts."""

    def __init__(self) -> None:
        found = {_plain(text) for text in _stored() if VIETNAMESE.search(text)}
        self._whole = found
        self._long = sorted((t for t in found if len(t) > 3), key=len, reverse=True)
        short = (re.escape(t) for t in found if len(t) <= 3)
        self._short = re.compile(rf"\b(?:{'|'.join(short)})\b")

    def rest(self, text: str) -> str:
        """What is left of a text, "" where nothing Vietnamese is."""
        if text in self._whole or self._is_cut_short(text):
            return ""
        for known in self._long:
            if known in text:
                text = text.replace(known, "…")
                if not VIETNAMESE.search(text):
                    return ""
        text = self._short.sub("…", text)
        return text if VIETNAMESE.search(text) else ""

    def _is_cut_short(self, text: str) -> bool:
        """The beginning of something stored, as breadcrumbs show a long title."""
        start = text.removesuffix("…").rstrip()
        return text.endswith("…") and any(t.startswith(start) for t in self._long)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _stored() -> Iterator[str]:
    for model in apps.get_models():
        if model._meta.app_label in ROOMS:
            for field in model._meta.fields:
                if isinstance(field, models.CharField | models.TextField):
                    yield from _each_way(
                        model._base_manager.values_list(field.attname, flat=True)
                    )
                elif isinstance(field, models.JSONField):
                    for value in model._base_manager.values_list(
                        field.attname, flat=True
                    ):
                        yield from _inside(value)
    for unit in Unit.objects.all():
        yield from _each_way([str(unit), unit.full_name])
    for row in [*Plan.objects.all(), *Document.objects.all()]:
        yield str(row)


def _each_way(texts: Iterable[str | None]) -> Iterator[str]:
    for text in filter(None, texts):
        yield from (text, text[:1].upper() + text[1:], text[:1].lower() + text[1:])
        yield from text.splitlines()


def _inside(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from _each_way([value])
    elif isinstance(value, dict):
        for part in value.values():
            yield from _inside(part)
    elif isinstance(value, list):
        for part in value:
            yield from _inside(part)
