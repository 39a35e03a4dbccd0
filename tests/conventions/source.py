"""The project's own files, as the tests of conventions read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = [
    "config",
    "intake",
    "reports",
    "targets",
    "communes",
    "plans",
    "accounts",
    "units",
    "sheets",
    "scripts",
]


@cache
def tracked() -> tuple[Path, ...]:
    """Every file under version control; without git, every file of the rooms."""
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode == 0 and done.stdout:
        found = [ROOT / name for name in done.stdout.split("\0") if name]
    else:
        tops = [*ROOMS, "tests", "templates", "static", "docs", "fixtures", "locale"]
        found = [path for top in tops for path in (ROOT / top).rglob("*")]
    return tuple(
        sorted(p for p in found if p.is_file() and "__pycache__" not in p.parts)
    )


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def code(*, tests: bool = False) -> Iterator[Path]:
    """Python files of the rooms, migrations apart."""
    rooms = [*ROOMS, "tests"] if tests else ROOMS
    for path in tracked():
        top = path.relative_to(ROOT).parts[0]
        if path.suffix == ".py" and top in rooms and "migrations" not in path.parts:
            yield path


def templates() -> list[Path]:
    return [p for p in tracked() if name_of(p).startswith("templates/")]


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and length in lines of every function in `path`, decorators included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1
