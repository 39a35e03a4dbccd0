"""django-import-export for the admin's flat lists, closed, scoped and journaled.

As the library comes, any staff account may import, its confirm step takes a file name
from the browser, a stale preview overwrites newer values, and a fault is shown as a
traceback (security.md §0, §4.1). Here the permission is the admin's own, the file
belongs to the session that uploaded it and is taken once, rows are saved through the
journal and kept inside the scope, and every fault is a Vietnamese sentence.
"""

from __future__ import annotations

import copy
import hashlib
import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from import_export.admin import ImportExportMixin
from import_export.forms import ImportForm
from import_export.instance_loaders import ModelInstanceLoader
from import_export.resources import ModelResource
from import_export.results import Error

from accounts.admin_base import DOOR, JournaledAdmin
from accounts.flat_files import GONE, PrivateStorage
from accounts.flat_widgets import CountWidget, DayWidget, DecimalWidget
from accounts.journal import Change, opened
from accounts.models import User
from accounts.refusals import Refusal, refuse
from sheets.formats import FORMATS
from sheets.limits import MEGABYTE
from sheets.problems import Refused
from sheets.wording import gettext as _

SESSION_KEY = "flat_import"
MOST_ROWS = 1_000  # a longer list is no flat edit: see the import desk
log = logging.getLogger(__name__)

_STALE = "Số liệu đã thay đổi sau khi xem trước nên chưa nạp dòng nào; nạp lại."
_OUTSIDE = "Dòng này không thuộc phạm vi được giao."
_UNREAD = "Không đọc được tệp; hãy mở bằng Excel và lưu lại dạng .xlsx."
_UNUSABLE = "Dòng này có giá trị không dùng được; hãy kiểm tra từng ô."


class Told(Error):
    """A fault of the library or of a row, as a sentence; the rest is for the log."""

    traceback = ""

    def __init__(
        self, error: Exception, row: Any = None, number: int | None = None
    ) -> None:
        if not isinstance(error, Refused | Refusal):
            log.warning("flat import, row %s", number, exc_info=error)
            error = Refusal(_UNUSABLE)
        super().__init__(error, row=row, number=number)


class LockingLoader(ModelInstanceLoader):
    """Rows as they stand, locked until the import is through."""

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_for_update(of=("self",))

    def get_instance(self, row: Any) -> Any:
        try:
            return super().get_instance(row)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class JournaledResource(ModelResource):
    """Rows go through the journal; one outside the person's scope is refused."""

    WIDGETS_MAP = ModelResource.WIDGETS_MAP | {
        "DateField": DayWidget,
        "DecimalField": DecimalWidget,
        "IntegerField": CountWidget,
        "PositiveIntegerField": CountWidget,
        "PositiveSmallIntegerField": CountWidget,
        "SmallIntegerField": CountWidget,
    }

    class Meta:
        skip_unchanged = True
        report_skipped = True
        use_transactions = True
        clean_model_instances = True
        instance_loader_class = LockingLoader

    def scope(self, user: User) -> QuerySet | None:
        """Rows `user` may write; None where everybody with the permission may."""
        return None

    @classmethod
    def get_error_result_class(cls) -> type[Error]:
        return Told

    def import_data(self, dataset: Any, *args: Any, **kwargs: Any) -> Any:
        """The library's import; raises Refused for a list that cannot be one."""
        keys = [self.fields[name].column_name for name in self._meta.import_id_fields]
        lacking = ", ".join(key for key in keys if key not in dataset.headers)
        if lacking:
            raise Refusal(
                _(
                    "Tệp thiếu cột {lacking}; hãy ghi đúng tên cột rồi nạp lại.",
                    lacking=lacking,
                )
            )
        if len(dataset) > MOST_ROWS:
            raise Refusal(
                _(
                    "Tệp có quá {most_rows} dòng; hãy chia nhỏ rồi nạp lại.",
                    most_rows=MOST_ROWS,
                )
            )
        self.seen: dict[tuple[str, ...], int] = {}
        result = super().import_data(dataset, *args, **kwargs)
        for row in result.invalid_rows:
            row.number = dataset.numbers[row.number - 1]
        return result

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        what = f"Nạp danh sách {self._meta.model._meta.verbose_name_plural}"
        self.user: User = kwargs["user"]
        self.change: Change = opened(by=self.user, what=what, door=DOOR)
        self.changed: list[Any] = []
        allowed = self.scope(self.user)
        self.mine = (
            None if allowed is None else set(allowed.values_list("pk", flat=True))
        )

    def after_init_instance(
        self, instance: Any, new: bool, row: Any, **kwargs: Any
    ) -> None:
        """One row of the file for one row here, and none of somebody else's."""
        names = [self.fields[name].column_name for name in self._meta.import_id_fields]
        key = tuple(str(row[name]).strip() for name in names)
        first = self.seen.setdefault(key, kwargs["row_number"])
        if first != kwargs["row_number"]:
            raise ValidationError("Dòng này trùng với một dòng ở trên.")
        if not new and self.mine is not None and instance.pk not in self.mine:
            raise ValidationError(_OUTSIDE)

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """A new row at once, for rows below may name it; changed ones all together."""
        if hasattr(instance, "derive_keys"):
            instance.derive_keys()
        if not is_create:
            if hasattr(instance, "version"):
                instance.version += 1
            self.changed.append(instance)
            return
        self.change.save(instance)
        if self._outside([instance]):
            raise ValidationError(_OUTSIDE)

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        self.change.save_all(self.changed)
        if self._outside(self.changed):
            raise Refusal(_OUTSIDE)
        if self.change.pk is not None:
            self.change.seal()

    def _outside(self, rows: list[Any]) -> bool:
        """Whether one of them left the scope by what was written."""
        allowed, keys = self.scope(self.user), {row.pk for row in rows}
        if allowed is None or not keys:
            return False
        return allowed.filter(pk__in=keys).count() < len(keys)


class FlatForm(ImportForm):
    """The upload, refused before it is read when it is too large."""

    def clean_import_file(self) -> Any:
        file = self.cleaned_data["import_file"]
        if file.size > settings.UPLOAD_MEGABYTES * MEGABYTE:
            raise ValidationError(
                f"Tệp lớn hơn {settings.UPLOAD_MEGABYTES} MB; hãy chia nhỏ rồi nạp lại."
            )
        return file


class FlatListAdmin(ImportExportMixin, JournaledAdmin):
    """An admin list with import and export of .xlsx and .csv."""

    formats = FORMATS
    tmp_storage_class = PrivateStorage
    import_form_class = FlatForm
    skip_admin_log = True

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form; a list that may be confirmed, else 422 with every reason."""
        try:
            response = super().import_action(request, **kwargs)
        except (Refused, Refusal) as error:
            response = self._again(request, str(error))
        context = getattr(response, "context_data", {})
        confirm = context.get("confirm_form")
        if confirm is not None:
            seen = _digest(context["result"])
            request.session[SESSION_KEY] = confirm.initial | {"seen": seen}
        elif request.method == "POST":
            response.status_code = 422
            _forget(request)
        return response

    def _again(self, request: HttpRequest, sentence: str) -> HttpResponse:
        """The page of the form once more, with why the list is not taken."""
        form = self.create_import_form(request)
        form.add_error("import_file", sentence)
        asked = copy.copy(request)
        asked.method, asked.POST = "GET", QueryDict()
        response = super().import_action(asked)
        response.context_data["form"] = form
        return response

    def add_data_read_fail_error_to_form(self, form: Any, e: Exception) -> None:
        """The reader's own sentence; never the name of an exception."""
        form.add_error("import_file", str(e) if isinstance(e, Refused) else _UNREAD)

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Only the file this session previewed, as it was previewed, once."""
        mine = request.session.pop(SESSION_KEY, None) or {}
        as_shown = ("import_file_name", "format", "resource")
        if not mine or any(request.POST.get(key) != mine[key] for key in as_shown):
            return refuse(request, 409, GONE)
        request.previewed = mine["seen"]
        try:
            return super().process_import(request, **kwargs)
        except (Refused, Refusal) as error:
            return refuse(request, getattr(error, "status", 409), str(error))

    def process_dataset(
        self, dataset: Any, form: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """All rows as they were shown, or none.

        The library's default keeps the good beside the bad, and what was written
        since the preview would be written over.
        """
        kwargs["rollback_on_validation_errors"] = True
        with transaction.atomic():
            result = super().process_dataset(dataset, form, request, **kwargs)
            refused = result.has_errors() or result.has_validation_errors()
            if refused or _digest(result) != request.previewed:
                raise Refusal(_STALE, status=409)
        return result


def _forget(request: HttpRequest) -> None:
    """Remove the stored file of a list that was refused."""
    name = getattr(request.FILES.get("import_file"), "tmp_storage_name", None)
    if name:
        PrivateStorage(name=name).remove()


def _digest(result: Any) -> str:
    """What a preview shows: the deed of each row, old and new of each field."""
    shown = repr([(row.import_type, row.diff) for row in result.rows])
    return hashlib.sha256(shown.encode()).hexdigest()
