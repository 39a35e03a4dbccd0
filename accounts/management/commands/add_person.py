"""add_person USERNAME --role ROLE --unit KEY: an account with one duty.

How a new server gets its first import admin; afterwards the admin pages do the same.
"""

from __future__ import annotations

import getpass
import os
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from accounts.commands import OfficeCommand
from accounts.journal import changeset
from accounts.models import ChangeSet
from accounts.people import add_person
from accounts.roles import Role
from units.models import Unit


class Command(OfficeCommand):
    help = "Thêm người dùng và vai trò (mật khẩu: biến PASSWORD hoặc hỏi khi chạy)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="họ tên, chức vụ")
        parser.add_argument("--role", required=True, choices=[r.value for r in Role])
        parser.add_argument("--unit", required=True, help="mã công khai, ví dụ p01")

    def handle(self, *args: Any, **options: Any) -> None:
        unit = Unit.objects.filter(key=options["unit"]).first()
        if unit is None:
            sentence = f"Không có đơn vị {options['unit']}; hãy chạy load_units trước."
            raise CommandError(sentence, returncode=1)
        password = os.environ.get("PASSWORD") or getpass.getpass("Mật khẩu: ")
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=1) from error
        what = f"Thêm người dùng {options['username']}"
        with changeset(by=None, what=what, door=ChangeSet.Door.COMMAND) as change:
            person = add_person(
                change,
                username=options["username"],
                full_name=options["name"],
                password=password,
                role=Role(options["role"]),
                unit=unit,
            )
        self.stdout.write(f"{person.username}: {person.role_sentence}")
