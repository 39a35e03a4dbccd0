"""django-import-export for the admin's flat lists, closed, scoped and journaled.

As the library comes, any staff account may import, its confirm step takes a file name
from the browser, and "2.300" is read as 2 (security.md §4.1). Here the permission is
the admin's own, the file belongs to the session that uploaded it, rows are saved
through the journal and re-read through the scope, and numbers go through one grammar.
"""

from __future__ import annotations

import uuid
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from import_export.admin import ImportExportMixin
from import_export.resources import ModelResource
from import_export.tmp_storages import BaseStorage
from import_export.widgets import Widget

from accounts.admin_base import DOOR, JournaledAdmin
from accounts.journal import Change, opened
from accounts.models import User
from accounts.refusals import Refusal, refuse
from sheets.formats import FORMATS
from sheets.numbers import BadNumber, parse_count, parse_decimal
from sheets.problems import Refused

SESSION_KEY = "flat_import_file"


class CountWidget(Widget):
    """Whole numbers by the office's grammar: "2.300" is 2300, "1.5" is refused."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        return _parsed(parse_count, value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return "" if value is None else int(value)


class DecimalWidget(Widget):
    """Decimal numbers with a comma."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | None:
        return _parsed(parse_decimal, value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return "" if value is None else value


class PrivateStorage(BaseStorage):
    """The uploaded file between preview and confirm, in the private folder."""

    @property
    def path(self) -> Path:
        return Path(settings.MEDIA_ROOT) / "admin-import" / Path(self.name).name

    def save(self, data: bytes | str) -> None:
        self.name = self.name or uuid.uuid4().hex
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_bytes(data if isinstance(data, bytes) else data.encode())

    def read(self) -> bytes:
        return self.path.read_bytes()

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)


class JournaledResource(ModelResource):
    """Rows go through the journal; one that leaves the person's scope is refused."""

    class Meta:
        skip_unchanged = True
        report_skipped = True
        use_transactions = True
        clean_model_instances = True

    def scope(self, user: User) -> QuerySet | None:
        """Rows `user` may write; None where everybody with the permission may."""
        return None

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        what = f"Nạp danh sách {self._meta.model._meta.verbose_name_plural}"
        self.user: User = kwargs["user"]
        self.change: Change = opened(by=self.user, what=what, door=DOOR)

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        if hasattr(instance, "derive_keys"):
            instance.derive_keys()
        self.change.save(instance)
        allowed = self.scope(self.user)
        if allowed is not None and not allowed.filter(pk=instance.pk).exists():
            raise ValidationError("Dòng này không thuộc phạm vi được giao.")

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        if self.change.pk is not None:
            self.change.seal()


class FlatListAdmin(ImportExportMixin, JournaledAdmin):
    """An admin list with import and export of .xlsx and .csv."""

    formats = FORMATS
    tmp_storage_class = PrivateStorage
    skip_admin_log = True

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            response = super().import_action(request, **kwargs)
        except (Refused, Refusal) as error:
            return refuse(request, 422, str(error))
        confirm = getattr(response, "context_data", {}) or {}
        form = confirm.get("confirm_form")
        if form is not None:
            request.session[SESSION_KEY] = form.initial.get("import_file_name", "")
        return response

    def add_data_read_fail_error_to_form(self, form: Any, e: Exception) -> None:
        """The reader's own sentence; never the name of an exception."""
        sentence = "Không đọc được tệp; hãy mở bằng Excel và lưu lại dạng .xlsx."
        form.add_error("import_file", str(e) if isinstance(e, Refused) else sentence)

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Only the file this session previewed, once."""
        mine = request.session.pop(SESSION_KEY, None)
        if not mine or request.POST.get("import_file_name") != mine:
            return refuse(
                request, 409, "Lần nạp này đã được xác nhận hoặc đã hết hạn; nạp lại."
            )
        return super().process_import(request, **kwargs)

    def process_dataset(self, dataset: Any, *args: Any, **kwargs: Any) -> Any:
        """All rows or none: the library's default keeps the good beside the bad."""
        kwargs["rollback_on_validation_errors"] = True
        return super().process_dataset(dataset, *args, **kwargs)

    def process_result(self, result: Any, request: HttpRequest) -> HttpResponse:
        """Never a green message for an import that did not happen."""
        if result.has_errors() or result.has_validation_errors():
            return refuse(
                request,
                409,
                "Số liệu đã thay đổi sau khi xem trước nên chưa nạp dòng nào; nạp lại.",
            )
        return super().process_result(result, request)


def _parsed(parse: Any, value: Any) -> Any:
    try:
        return parse(None if value == "" else value)
    except BadNumber as error:
        raise ValueError(str(error)) from error
