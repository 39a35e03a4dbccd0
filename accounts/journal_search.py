"""Finding lines of the journal: by person, unit, kind of row, day and door."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.journal import history_models
from accounts.labels import DOORS
from accounts.models import ChangeSet, User
from sheets.printouts import Field, Printout
from units import names
from units.models import Unit

EXPORT_HEADER = [
    "Số",
    "Lúc",
    "Người thực hiện",
    "Việc",
    "Qua",
    "Lý do",
    "Kế hoạch",
    "Tệp",
    "Thu hồi bởi lần ghi",
]
_WIDTHS = (8, 20, 30, 50, 14, 30, 22, 30, 12)
_DAY = dt.timedelta(days=1)
# Days beyond these have no midnight that every clock can tell.
_FIRST, _LAST = dt.date(1900, 1, 1), dt.date(2999, 12, 31)


class JournalFilter(forms.Form):
    """All in the address; a field that is not understood is told and left out."""

    who = forms.CharField(label=_("Người thực hiện"), required=False, max_length=100)
    unit = forms.CharField(label=_("Đơn vị"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Đối tượng"), required=False)
    door = forms.ChoiceField(label=_("Qua"), required=False)
    since = forms.DateField(label=_("Từ ngày"), required=False)
    until = forms.DateField(label=_("Đến ngày"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted((str(m.instance_type._meta.verbose_name), m) for m in _models())
        shown = [(_code(model), name[:1].upper() + name[1:]) for name, model in kinds]
        self.fields["kind"].choices = [("", _("Mọi đối tượng")), *shown]
        self.fields["door"].choices = [("", _("Mọi đường")), *DOORS.items()]
        for name in ("since", "until"):
            field = self.fields[name]
            field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            wrong = _("Ngày chưa đúng; hãy chọn lại.")
            field.error_messages["invalid"] = wrong
            field.validators += [
                MinValueValidator(_FIRST, message=wrong),
                MaxValueValidator(_LAST, message=wrong),
            ]

    def found(self) -> models.QuerySet[ChangeSet]:
        """Newest first; every field that is filled must hold."""
        self.is_valid()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        rows = ChangeSet.objects.select_related("undone_by").order_by("-pk")
        if who := wanted.get("who"):
            rows = rows.filter(_by_person(who))
        if door := wanted.get("door"):
            rows = rows.filter(door=door)
        if since := wanted.get("since"):
            rows = rows.filter(made_at__gte=_midnight(since))
        if until := wanted.get("until"):
            rows = rows.filter(made_at__lt=_midnight(until + _DAY))
        if wanted.get("unit") or wanted.get("kind"):
            rows = rows.filter(_about(wanted.get("unit"), wanted.get("kind")))
        return rows


def export_rows(rows: models.QuerySet[ChangeSet]) -> Iterator[list[Any]]:
    """The lines as cells of a table, header first."""
    yield EXPORT_HEADER
    for row in rows:
        undone = getattr(row, "undone_by", None)
        yield [
            row.pk,
            timezone.localtime(row.made_at).strftime("%H:%M:%S %d/%m/%Y"),
            row.made_by_text,
            row.what,
            DOORS.get(row.door, row.door),
            row.reason,
            row.plan_slug,
            row.file_name,
            undone.pk if undone else None,
        ]


def printout(rows: models.QuerySet[ChangeSet]) -> Printout:
    """The same lines as a sheet to print."""
    lines = [tuple(line) for line in export_rows(rows)]
    fields = tuple(
        Field(title, width) for title, width in zip(lines[0], _WIDTHS, strict=True)
    )
    return Printout("Nhật ký", fields, lines[1:], titles=("NHẬT KÝ THAY ĐỔI",))


def _by_person(text: str) -> Q:
    """As written at the time, or the account of today whatever the accents."""
    key = names.search_key(text)
    people = User.objects.values_list("pk", "full_name", "username")
    same = [pk for pk, *told in people if key in names.search_key(" ".join(told))]
    return Q(made_by_text__icontains=text) | Q(made_by__in=same)


def _about(text: str | None, kind: str | None) -> Q:
    """Lines that wrote a row of `kind`, of a unit whose name holds `text`."""
    if kind:
        chosen = [model for model in _models() if _code(model) == kind]
    else:
        chosen = _models()
    units = Unit.objects.matching(text or "").values("pk")
    found = Q(pk__in=[])
    for model in chosen:
        own = _of_units(model, units) if text else Q()
        if own is not None:
            rows = model.objects.filter(own, change_set=OuterRef("pk"))
            found |= Q(models.Exists(rows))
    return found


def _of_units(model: Any, units: models.QuerySet) -> Q | None:
    """Rows of the units; None where this kind of row belongs to no unit."""
    if model.instance_type is Unit:
        return Q(id__in=units)
    fields = [f.attname for f in model.tracked_fields if f.related_model is Unit]
    own = Q()
    for name in fields:
        own |= Q(**{f"{name}__in": units})
    return own if fields else None


def _models() -> list[Any]:
    return history_models()


def _code(model: Any) -> str:
    return str(model.instance_type._meta.label_lower)


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
