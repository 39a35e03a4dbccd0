"""The house keeps its order: rooms, names, lengths, words (docs/adr/0001)."""

import re
import unicodedata

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField

from tests.conventions import source

FLOORS = ["units", "accounts", "plans", "communes", "targets", "intake", "reports"]
SIBLINGS = {"intake", "reports"}
TOP = {
    *["README.md", "Makefile", "manage.py", "pyproject.toml", "requirements.txt"],
    *[
        "requirements-dev.txt",
        ".gitignore",
        ".ci",
        "config",
        "scripts",
        "tests",
        "templates",
    ],
    *["static", "locale", "docs", "fixtures", "LICENSE"],
    *FLOORS,
    "sheets",
}
FUNCTION, FILE, TEMPLATE = 30, 300, 120


def _allowed() -> dict[str, int]:
    lines = (source.ROOT / "tests/conventions/long.txt").read_text(encoding="utf-8")
    rows = [line.split(maxsplit=2) for line in lines.splitlines() if line[:1] != "#"]
    assert all(len(row) == 3 for row in rows if row), "a reason for each"
    return {row[0]: int(row[1]) for row in rows if row}


def test_foreign_keys_point_down_or_stay_in_their_room():
    upward = []
    for model in apps.get_models():
        if model._meta.app_label not in FLOORS or "Historical" in model.__name__:
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, ForeignKey | ManyToManyField):
                continue
            here, there = model._meta.app_label, field.related_model._meta.app_label
            if there in FLOORS and FLOORS.index(there) > FLOORS.index(here):
                upward.append(f"{model._meta.label}.{field.name} → {there}")
            if {here, there} == SIBLINGS:
                upward.append(f"{model._meta.label}.{field.name} → {there}")

    assert upward == []


def test_no_room_has_a_drawer_for_everything():
    forbidden = {"utils", "util", "helpers", "helper", "common", "services", "misc"}

    found = [source.name_of(p) for p in source.code(tests=True) if p.stem in forbidden]
    rooms = [p for p in source.code() if forbidden & set(p.parent.parts)]

    assert found == []
    assert rooms == []


def test_nothing_new_at_the_top_without_a_decision():
    tops = {path.relative_to(source.ROOT).parts[0] for path in source.tracked()}

    assert tops - TOP == set()


def test_no_file_and_no_function_grows_past_its_length():
    allowed, long = _allowed(), []
    for path in source.code():
        name = source.name_of(path)
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > allowed.get(name, FILE):
            long.append(f"{name} {lines}")
        for function, length in source.functions(path):
            if length > allowed.get(f"{name}:{function}", FUNCTION):
                long.append(f"{name}:{function} {length}")

    assert long == []


def test_the_list_of_long_things_names_only_what_is_long():
    known = {source.name_of(path): path for path in source.code()}
    short = []
    for entry in _allowed():
        name, _, function = entry.partition(":")
        path = known.get(name)
        lengths = dict(source.functions(path)) if path else {}
        if (
            path is None
            or (function and lengths.get(function, 0) <= FUNCTION)
            or (not function and path.read_text(encoding="utf-8").count("\n") <= FILE)
        ):
            short.append(entry)

    assert short == []


def test_rows_are_written_through_the_journal():
    past_it = re.compile(r"\.(bulk_create|bulk_update|bulk_create_with_history)\(")
    inside = {
        "accounts/journal.py": "the journal itself",
        "accounts/tables.py": "a restore brings the journal along",
        "intake/scale.py": "measurements fill an empty database",
    }

    found = {
        source.name_of(path)
        for path in source.code()
        if past_it.search(path.read_text(encoding="utf-8"))
    }

    assert found - set(inside) == set()


@pytest.mark.parametrize(
    "word",
    [
        "/work" + "/",
        "/tmp" + "/brief",
        "pypi" + ".org",
        "python" + "hosted",
        "registry." + "npmjs",
        "chat" + "gpt",
        "clau" + "de",
        "anth" + "ropic",
        "open" + "ai.com",
        "lang" + "uage model",
        "as an " + "ai",
        "TO" + "DO",
        "FIX" + "ME",
        "X" + "XX",
    ],
)
def test_no_left_over_words(word):
    found = []
    for path in source.tracked():
        if path.suffix in {
            ".py",
            ".md",
            ".html",
            ".js",
            ".css",
            ".toml",
            ".txt",
            ".po",
        }:
            text = path.read_text(encoding="utf-8", errors="ignore")
            upper = word.isupper()
            if (word if upper else word.lower()) in (text if upper else text.lower()):
                found.append(source.name_of(path))

    assert [name for name in found if not name.startswith("fixtures/")] == []


def test_text_files_are_composed_utf_8():
    decomposed = [
        source.name_of(path)
        for path in source.tracked()
        if path.suffix in {".py", ".html", ".md", ".json", ".csv", ".po"}
        and "hostile" not in path.parts
        and not unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))
    ]

    assert decomposed == []
