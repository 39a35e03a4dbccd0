"""The one way to write a business row: inside a change set, on the record.

`with changeset(by=…, what=…, door=…) as change:` opens one transaction; inside,
`change.save(row)`, `change.save_all(rows)` and `change.delete(row)` write the row
and its version together. At the end the change set is sealed: a digest over its row
versions, chained to the digest before. `breaks()` walks the chain, `undo()` takes a
change set back as a new one (verification.py, undoing.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from accounts.digests import chained, row_digest
from accounts.models import ChangeSet, JournalHead, JournalRow, Seal, User

CREATED, CHANGED, DELETED = "+", "~", "-"
BATCH = 2_000


@dataclass
class Change:
    """An open change set; collects the digest of every row version it writes.

    Its line enters the journal with the first row: a deed that changed nothing
    leaves no line, and `pk` stays None.
    """

    row: ChangeSet
    rows: int = 0
    total: int = 0

    @property
    def pk(self) -> int | None:
        return self.row.pk

    def save(self, instance: models.Model) -> bool:
        """Write `instance` if it differs from the database; True when it did."""
        return bool(self.save_all([instance]))

    def save_all(self, instances: Sequence[models.Model]) -> int:
        """Write many rows of one model with their versions; the number written."""
        if not instances:
            return 0
        model = type(instances[0])
        fresh = [row for row in instances if row._state.adding]
        kept = _changed([row for row in instances if not row._state.adding])
        if fresh:
            model._base_manager.bulk_create(fresh, batch_size=BATCH)
            self._record(fresh, CREATED)
        if kept:
            names = [f.name for f in model._meta.concrete_fields if not f.primary_key]
            model._base_manager.bulk_update(kept, names, batch_size=500)
            self._record(kept, CHANGED)
        return len(fresh) + len(kept)

    def delete(self, instance: models.Model) -> None:
        """Delete one row; the version that stays shows what it was."""
        self._record([instance], DELETED)
        instance.skip_history_when_saving = True
        type(instance)._base_manager.filter(pk=instance.pk)._raw_delete(
            instance._state.db or "default"
        )

    def begin(self) -> None:
        """Enter the line into the journal, if it is not there yet."""
        if self.row.pk is None:
            self.row.save(force_insert=True)

    def _record(self, instances: Sequence[models.Model], kind: str) -> None:
        self.begin()
        manager = type(instances[0]).history
        now = timezone.now()
        versions = []
        for instance in instances:
            values = _values(instance, manager.model)
            versions.append(
                manager.model(
                    history_date=now,
                    history_type=kind,
                    history_user_id=self.row.made_by_id,
                    change_set_id=self.row.pk,
                    **values,
                )
            )
        manager.model._base_manager.bulk_create(versions, batch_size=BATCH)
        self.rows += len(versions)
        for version in versions:
            self.total += row_digest(version)

    def seal(self) -> Seal:
        """Chain this change set to the last one; the head row is locked for it."""
        JournalHead.objects.get_or_create(pk=1)
        head = JournalHead.objects.select_for_update().get(pk=1)
        digest = chained(head.digest, self.row, self.total)
        seal = Seal.objects.create(
            number=head.number + 1,
            change_set=self.row,
            rows=self.rows,
            digest=digest,
            previous=head.digest,
        )
        head.number, head.digest = seal.number, digest
        head.save(update_fields=["number", "digest"])
        return seal


@contextmanager
def changeset(
    *,
    by: User | None,
    what: str,
    door: str = ChangeSet.Door.FORM,
    reason: str = "",
    **details: Any,
) -> Iterator[Change]:
    """One transaction, one journal line; nothing stays if anything fails."""
    with transaction.atomic():
        change = opened(by=by, what=what, door=door, reason=reason, **details)
        yield change
        if change.pk is not None:
            change.seal()


def opened(*, by: User | None, what: str, door: str, **details: Any) -> Change:
    """A change set whose transaction and sealing the caller looks after.

    Only for libraries that call back in the middle of their own transaction; all
    other code uses `changeset`.
    """
    return Change(
        ChangeSet(
            made_by=by,
            made_by_text=f"{by} ({by.username})" if by else "Hệ thống",
            made_at=timezone.now(),
            door=door,
            what=what[:300],
            **details,
        )
    )


def history_models() -> list[type[models.Model]]:
    """Every model of row versions, in a stable order."""
    found = [m for m in apps.get_models() if issubclass(m, JournalRow)]
    return sorted(found, key=lambda model: model._meta.label)


def versions_of(change_set: ChangeSet) -> list[models.Model]:
    """The row versions one change set wrote, oldest first within a model."""
    return [
        version
        for model in _written_in(change_set)
        for version in model.objects.filter(change_set=change_set).order_by("pk")
    ]


def _written_in(change_set: ChangeSet) -> list[type[models.Model]]:
    """The models of which it wrote any row, found by one query."""
    found = history_models()
    rows = {
        f"kind_{place}": models.Exists(
            model.objects.filter(change_set=models.OuterRef("pk"))
        )
        for place, model in enumerate(found)
    }
    this = ChangeSet.objects.filter(pk=change_set.pk)
    told = this.annotate(**rows).values_list(*rows).get()
    return [model for model, has_rows in zip(found, told, strict=True) if has_rows]


def _values(instance: models.Model, history: type[models.Model]) -> dict[str, Any]:
    return {f.attname: getattr(instance, f.attname) for f in history.tracked_fields}


def _changed(instances: list[models.Model]) -> list[models.Model]:
    """Those whose values differ from the stored ones: a no-op leaves no version."""
    if not instances:
        return []
    model = type(instances[0])
    columns = [f.attname for f in model._meta.concrete_fields]
    stored = {}
    for start in range(0, len(instances), 500):
        ids = [row.pk for row in instances[start : start + 500]]
        found = model._base_manager.filter(pk__in=ids).values(*columns)
        stored.update({row[model._meta.pk.attname]: row for row in found})
    return [row for row in instances if _differs(row, stored.get(row.pk))]


def _differs(instance: models.Model, stored: dict[str, Any] | None) -> bool:
    if stored is None:
        raise type(instance).DoesNotExist("Dòng này vừa bị xóa.")
    return any(
        f.to_python(getattr(instance, f.attname)) != stored[f.attname]
        for f in instance._meta.concrete_fields
    )
