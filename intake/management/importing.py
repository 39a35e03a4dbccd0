"""What `import_annex` and `import_results` share: arguments, answer, exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from accounts.commands import OfficeCommand
from accounts.refusals import Refusal
from intake.answers import command_answer, complaints, summary
from intake.handout_files import import_handout
from intake.orders import Order
from intake.straight import import_file
from sheets.limits import DEFAULT, LARGE


class ImportCommand(OfficeCommand):
    """Exit 0 done, 1 refused with reasons on standard error, 2 wrong usage."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="tệp .xlsx, .xls, .ods hoặc .csv")
        parser.add_argument("--plan", required=True, help="số, ký hiệu của kế hoạch")
        parser.add_argument("--year", type=int, help="năm, khi số bị trùng")
        parser.add_argument("--sheet", default="", help="tên trang tính")
        parser.add_argument("--dry-run", action="store_true", help="chỉ đọc và so")
        parser.add_argument("--json", action="store_true", help="trả lời bằng JSON")
        parser.add_argument("--large", action="store_true", help="tới 250.000 dòng")

    def order(self, options: dict[str, Any]) -> Order:
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"Không có tệp {path.name}.", returncode=2)
        is_dry = options["dry_run"]
        try:
            order = self.order(options)
            prepared, change_set = import_file(
                path,
                order,
                name=path.name,
                dry_run=is_dry,
                limits=LARGE if options["large"] else DEFAULT,
            )
            if prepared.is_handout:
                prepared, change_set = import_handout(path, order, dry_run=is_dry)
        except Refusal as refusal:
            raise CommandError(refusal.message, returncode=1) from refusal
        if options["json"]:
            answer = command_answer(prepared, change_set, is_dry=is_dry)
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        elif prepared.is_ok:
            lines = summary(prepared, change_set, is_dry=is_dry)
            self.stdout.write("\n".join(lines))
        told = "\n".join(complaints(prepared.problems))
        if not prepared.is_ok:
            raise CommandError(f"Chưa ghi gì.\n{told}", returncode=1)
        if told:
            self.stderr.write(told)
