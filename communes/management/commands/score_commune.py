"""score_commune SET FACTS.json [--json]: what a commune's figures say under a set."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from accounts.commands import OfficeCommand
from communes import labels
from communes.scoring import (
    BadCriteria,
    BadFacts,
    CriteriaSet,
    Score,
    as_json,
    facts_from_json,
    load_set,
    score,
)
from sheets.numbers import echo

_LARGEST = 1_000_000  # bytes of a facts file; a real one has a few hundred


class Command(OfficeCommand):
    help = (
        "Chấm số liệu của một xã theo một bộ tiêu chí, không đụng đến cơ sở dữ liệu. "
        "Số liệu là tệp JSON {tên: giá trị}."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("set", help="số, ký hiệu văn bản: 28/2025/QĐ-TTg")
        parser.add_argument("facts", type=Path, help="tệp số liệu .json")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            criteria_set = _set(options["set"])
            facts = facts_from_json(_text(options["facts"]), criteria_set)
            made = score(criteria_set, facts)
        except (BadCriteria, BadFacts) as error:
            raise CommandError("\n".join(error.sentences), returncode=1) from error
        if options["json"]:
            self.stdout.write(json.dumps(as_json(made), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_lines(made)))


def _set(name: str) -> CriteriaSet:
    try:
        return load_set(name)
    except (OSError, ValueError) as error:
        if isinstance(error, BadCriteria):
            raise
        raise BadCriteria(
            f"Không đọc được bộ tiêu chí trong tệp {echo(Path(name).name)}."
        ) from error


def _text(path: Path) -> str:
    name = echo(path.name)
    try:
        if path.stat().st_size > _LARGEST:
            raise BadFacts(f"Tệp số liệu {name} lớn hơn 1 MB; hãy kiểm tra lại tệp.")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadFacts(f"Không đọc được tệp số liệu {name}.") from error
    except UnicodeDecodeError as error:
        raise BadFacts(f"Tệp {name} không dùng UTF-8; hãy lưu lại.") from error


def _lines(made: Score) -> list[str]:
    lines = [f"Bộ tiêu chí {made.symbol}"]
    for result in made.results:
        value = f" (số liệu: {result.value})" if result.value is not None else ""
        lines.append(
            f"{result.code}: {labels.HOLDS[result.holds]}{value}. {result.text}"
        )
    lines.append(f"Đề xuất: {labels.PROPOSAL.get(made.proposal, made.proposal)}.")
    lines += [f"Cần quyết định: {question.message}" for question in made.questions]
    return lines
