"""What the journal holds is only ever added to."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.journal import history_models
from accounts.models import ChangeSet, Seal

GUARDED = [ChangeSet, Seal, *history_models()]


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model._meta.label)
def test_postgresql_refuses_to_rewrite_the_journal(model):
    table = connection.ops.quote_name(model._meta.db_table)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE c.relname = %s AND t.tgname = 'append_only' AND t.tgenabled <> 'D'",
            [model._meta.db_table],
        )
        guards = cursor.fetchone()[0]

    assert guards == 1, table


@pytest.mark.postgres
@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE accounts_changeset SET made_by_text = 'người khác'",
        "DELETE FROM accounts_changeset",
        "UPDATE accounts_seal SET digest = repeat('0', 64)",
        "DELETE FROM accounts_historicalunit",
    ],
)
def test_whoever_asks_is_refused(deed, quotas):
    with (
        pytest.raises(DatabaseError, match="Nhật ký chỉ được ghi thêm"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed)


@pytest.mark.django_db
def test_every_business_row_of_the_demo_has_its_version():
    without = [
        model.instance_type._meta.label
        for model in history_models()
        if model.instance_type._base_manager.exists() and not model.objects.exists()
    ]

    assert without == []
