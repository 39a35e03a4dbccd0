"""A migration operation: the journal's tables refuse UPDATE and DELETE.

On PostgreSQL a trigger refuses whoever is connected, the application included. SQLite
serves the demo only and its file can be rewritten by anybody, so there the chain of
seals (`verify_journal`) is the guard.
"""

from __future__ import annotations

from django.db import migrations

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


def append_only(*tables: str) -> migrations.RunPython:
    """Forbid rewriting `tables`; names come from migrations, never from people."""

    def forwards(apps: object, editor: object) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(FUNCTION, params=None)
            for table in tables:
                sql = TRIGGER.format(table=editor.quote_name(table))
                editor.execute(sql, params=None)

    def backwards(apps: object, editor: object) -> None:
        if editor.connection.vendor == "postgresql":
            for table in tables:
                name = editor.quote_name(table)
                editor.execute(f"DROP TRIGGER IF EXISTS append_only ON {name}")

    return migrations.RunPython(forwards, backwards)
