"""The journal: one line a deed, a version a row, and nothing rewritten unseen."""

from __future__ import annotations

import pytest
from django.db import connection

from accounts.journal import changeset, versions_of
from accounts.models import ChangeSet
from accounts.undoing import CannotUndo, undo
from accounts.verification import breaks
from tests import office
from units.models import Alias

pytestmark = pytest.mark.django_db


@pytest.fixture
def without_triggers():
    """Somebody with the keys of the database server itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "ALTER TABLE accounts_historicalalias DISABLE TRIGGER append_only"
            )


def add_alias(text: str) -> tuple[Alias, ChangeSet]:
    alias = Alias(unit=office.unit("d002"), text=text).derive_keys()
    with changeset(by=office.person("quantri"), what="Thêm cách viết") as change:
        change.save(alias)
    return alias, change.row


def test_a_deed_says_who_did_what_and_keeps_the_row_it_wrote():
    _, line = add_alias("Q. Hoàn Kiếm cũ")

    [version] = versions_of(line)
    assert (version.text, version.history_type) == ("Q. Hoàn Kiếm cũ", "+")
    assert "quantri" in line.made_by_text
    assert line.seal.rows == 1


def test_saving_what_did_not_change_leaves_no_line():
    alias, _ = add_alias("Q. Hoàn Kiếm cũ")
    before = ChangeSet.objects.count()

    with changeset(by=None, what="Lưu lại như cũ") as change:
        wrote = change.save(Alias.objects.get(pk=alias.pk))

    assert wrote is False
    assert ChangeSet.objects.count() == before


def test_a_deed_that_fails_half_way_leaves_nothing():
    before = (Alias.objects.count(), ChangeSet.objects.count())

    with pytest.raises(RuntimeError):
        write_and_stop()

    assert (Alias.objects.count(), ChangeSet.objects.count()) == before


def write_and_stop() -> None:
    with changeset(by=None, what="Hỏng giữa chừng") as change:
        change.save(Alias(unit=office.unit("d002"), text="Dở dang").derive_keys())
        raise RuntimeError


def test_the_untouched_journal_verifies():
    add_alias("Q. Hoàn Kiếm cũ")

    assert list(breaks()) == []


def test_a_version_rewritten_behind_our_back_is_found(without_triggers):
    _, line = add_alias("Q. Hoàn Kiếm cũ")
    history = type(versions_of(line)[0])

    history.objects.filter(change_set=line).update(text="Q. Ba Đình")

    assert list(breaks()) == [
        f"Nội dung lần ghi {line.pk} đã bị sửa sau khi niêm phong."
    ]


def test_a_version_removed_behind_our_back_is_found(without_triggers):
    _, line = add_alias("Q. Hoàn Kiếm cũ")
    history = type(versions_of(line)[0])

    history.objects.filter(change_set=line).delete()

    assert f"Lần ghi {line.pk} có 0 dòng" in next(iter(breaks()))


def test_undo_takes_a_created_row_back_and_says_why():
    alias, line = add_alias("Q. Hoàn Kiếm cũ")

    taken_back = undo(line, by=office.person("quantri"), reason="Gõ nhầm")

    assert not Alias.objects.filter(pk=alias.pk).exists()
    assert (taken_back.reason, taken_back.undoes) == ("Gõ nhầm", line)
    assert list(breaks()) == []


def test_undo_of_a_change_restores_the_value_before():
    alias, _ = add_alias("Q. Hoàn Kiếm cũ")
    alias.text = "Hoàn Kiếm xưa"
    with changeset(by=None, what="Sửa cách viết") as change:
        change.save(alias)

    undo(change.row, by=None, reason="Sửa nhầm")

    assert Alias.objects.get(pk=alias.pk).text == "Q. Hoàn Kiếm cũ"


def test_undo_is_refused_while_a_later_edit_depends_on_it():
    alias, line = add_alias("Q. Hoàn Kiếm cũ")
    alias.text = "Hoàn Kiếm xưa"
    with changeset(by=None, what="Sửa cách viết") as later:
        later.save(alias)

    with pytest.raises(CannotUndo) as refused:
        undo(line, by=None, reason="Gõ nhầm")

    assert f"lần ghi {later.pk}" in refused.value.reasons[0]


def test_undo_without_a_reason_is_refused():
    _, line = add_alias("Q. Hoàn Kiếm cũ")

    with pytest.raises(CannotUndo, match="lý do"):
        undo(line, by=None, reason="  ")


def test_the_same_deed_is_not_taken_back_twice():
    _, line = add_alias("Q. Hoàn Kiếm cũ")
    undo(line, by=None, reason="Gõ nhầm")

    with pytest.raises(CannotUndo, match="đã được thu hồi"):
        undo(line, by=None, reason="Lần nữa")
