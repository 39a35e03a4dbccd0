"""read_plan FILE [--json] [--save]: a plan's paper to its draft."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from accounts.commands import OfficeCommand
from accounts.refusals import Refusal
from intake.plan_drafts import keep, read_upload, what_is_wrong
from intake.reading import PlanDraft, as_json
from plans.labels import DOCUMENT_KIND


class Command(OfficeCommand):
    """Exit 0 read, 1 refused or not a plan (with --json the draft all the same)."""

    help = "Đọc văn bản của một kế hoạch thành bản nháp để người đối chiếu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="tệp .txt, .docx hoặc .html")
        parser.add_argument("--json", action="store_true", help="trả lời bằng JSON")
        parser.add_argument("--save", action="store_true", help="đưa lên bàn đọc")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"Không có tệp {path.name}.", returncode=2)
        try:
            self._read(path, as_object=options["json"], save=options["save"])
        except Refusal as refusal:
            raise CommandError(refusal.message, returncode=1) from refusal

    def _read(self, path: Path, *, as_object: bool, save: bool) -> None:
        data = path.read_bytes()
        draft = read_upload(data)
        answer = as_json(draft)
        wrong = what_is_wrong(draft)
        if save and not wrong:
            answer["reading"] = keep(draft, owner=None, data=data, name=path.name).pk
        if as_object:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        elif not wrong:
            self.stdout.write("\n".join(_summary(draft)))
        if wrong:
            raise Refusal(wrong)
        if save:
            self.stderr.write(f"Đã đưa lên bàn đọc, số {answer['reading']}.")


def _summary(draft: PlanDraft) -> list[str]:
    document = draft.document
    kind = DOCUMENT_KIND.get(document.kind or "", "Văn bản")
    lines = [f"{kind} {document.symbol or '(không thấy số)'}, {document.issuer or ''}"]
    counts = (
        ("văn bản được viện dẫn", len(draft.citations)),
        ("chỉ tiêu", len(draft.targets)),
        ("nhiệm vụ", len(draft.tasks)),
        ("tiêu chí", len(draft.criteria)),
        ("dòng của biểu", len(draft.annex.rows) if draft.annex else 0),
    )
    lines += [f"- {count} {what}" for what, count in counts]
    return [*lines, *(f"? {question.message}" for question in draft.questions)]
