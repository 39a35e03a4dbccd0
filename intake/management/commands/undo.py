"""undo CHANGESET --reason TEXT: take back an import or a grid save, on the record."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandError, CommandParser

from accounts.commands import OfficeCommand
from accounts.models import ChangeSet
from accounts.undoing import CannotUndo, undo
from targets.guards import closed_reports


class Command(OfficeCommand):
    help = "Thu hồi một lần ghi; bị từ chối khi có lần sửa sau dựa vào nó."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("changeset", type=int)
        parser.add_argument("--reason", required=True)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        number = options["changeset"]
        try:
            found = ChangeSet.objects.get(pk=number)
            reason = options["reason"]
            done = undo(found, by=None, reason=reason, guard=closed_reports)
        except ChangeSet.DoesNotExist:
            self._refuse([f"Không có lần ghi số {number}."], options["json"])
        except CannotUndo as error:
            self._refuse(error.reasons, options["json"])
        else:
            self._say({"ok": True, "changeset": done.pk, "reasons": []}, options)

    def _say(self, answer: dict[str, Any], options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            number = options["changeset"]
            self.stdout.write(
                f"Đã thu hồi lần ghi {number} bằng lần ghi {answer['changeset']}."
            )

    def _refuse(self, reasons: list[str], as_json: bool) -> None:
        if as_json:
            answer = {"ok": False, "changeset": None, "reasons": reasons}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        raise CommandError("\n".join(reasons), returncode=1)
