"""Templates obey the strict Content-Security-Policy and stay short (docs/design.md)."""

import re

import pytest

from tests.conventions import source

COMMENT = re.compile(r"{% comment.*?endcomment %}|{#.*?#}|<!--.*?-->", re.S)
FORBIDDEN = {
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.I),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.I),
    "event attribute": re.compile(r"\son[a-z]+\s*=", re.I),
    "outside address": re.compile(
        r"""(?:src|href|action)\s*=\s*["']?(?:https?:)?//""", re.I
    ),
    "javascript address": re.compile(r"javascript:", re.I),
}
DATA_BLOCK = re.compile(r"<script[^>]*type=\"application/json\"", re.I)


def _pages():
    return [p for p in source.templates() if p.suffix in {".html", ".svg"}]


@pytest.mark.parametrize("fault", FORBIDDEN)
def test_no_template_breaks_the_policy(fault):
    found = [
        f"{source.name_of(path)}: {hit.group()}"
        for path in _pages()
        for hit in FORBIDDEN[fault].finditer(COMMENT.sub("", path.read_text("utf-8")))
        if not DATA_BLOCK.search(hit.group())
    ]

    assert found == []


def test_no_template_is_longer_than_a_page_of_paper():
    long = [
        source.name_of(path)
        for path in _pages()
        if path.read_text("utf-8").count("\n") > 120
    ]

    assert long == []


def test_nothing_in_a_template_is_marked_safe():
    marked = [
        source.name_of(path)
        for path in _pages()
        if re.search(r"\|\s*safe\b|autoescape off", path.read_text("utf-8"))
    ]

    assert marked == []


def test_own_styles_and_scripts_ask_no_other_host():
    outside = re.compile(
        r"""(?:url\(|@import|fetch\(|import\s)\s*["']?(?:https?:)?//"""
    )

    found = [
        source.name_of(path)
        for path in source.tracked()
        if source.name_of(path).startswith("static/")
        and path.suffix in {".css", ".js"}
        and outside.search(path.read_text("utf-8"))
    ]

    assert found == []
