"""A migration operation: the journal's tables refuse UPDATE and DELETE.

On PostgreSQL a trigger refuses whoever is connected, the application included. SQLite
serves the demo only and its file can be rewritten by anybody, so there the chain of
seals (`verify_journal`) is the guard.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'Nhật ký chỉ được ghi thêm (%)', TG_TABLE_NAME;
END $$ LANGUAGE plpgsql;
"""
TRIGGER = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
"""


class append_only(Operation):
    """Forbid rewriting `tables`; names come from migrations, never from people.

    An operation of its own, not RunPython: that renders every model of the project
    for each migration, half a second a time.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, *tables: str) -> None:
        self.tables = tables

    def deconstruct(self) -> tuple[str, list[str], dict[str, Any]]:
        return type(self).__qualname__, list(self.tables), {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Triggers are no part of the models."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        if _is_guarded(schema_editor):
            schema_editor.execute(FUNCTION, params=None)
            for table in self.tables:
                sql = TRIGGER.format(table=schema_editor.quote_name(table))
                schema_editor.execute(sql, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        if _is_guarded(schema_editor):
            for table in self.tables:
                name = schema_editor.quote_name(table)
                schema_editor.execute(f"DROP TRIGGER IF EXISTS append_only ON {name}")

    def describe(self) -> str:
        return f"Chỉ cho ghi thêm vào {', '.join(self.tables)}"


def _is_guarded(editor: BaseDatabaseSchemaEditor) -> bool:
    return editor.connection.vendor == "postgresql"
