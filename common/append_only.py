"""Database triggers that keep tables append-only, on both databases.

Only the setting ``AUDIT_CHANGE_ALLOWED`` lifts them, per connection: on PostgreSQL it becomes
``thidua.allow_audit_change = on``, which counts only for members of the role
``thidua_audit_keeper`` once that role exists (so the production role, which is none, cannot lift
it); on SQLite the function ``thidua_allow_audit_change`` answers with the setting.
"""

from typing import Any

from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_LIFTED = "thidua.allow_audit_change"
_REFUSAL = "the audit trail is append-only"

_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION thidua_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('{_LIFTED}', true) = 'on' THEN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'thidua_audit_keeper') THEN
            RETURN COALESCE(NEW, OLD);
        ELSIF pg_has_role(current_user, 'thidua_audit_keeper', 'member') THEN
            RETURN COALESCE(NEW, OLD);
        END IF;
    END IF;
    RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END $$"""
_POSTGRESQL_TRIGGERS = (
    "CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION thidua_append_only()",
    "CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION thidua_append_only()",
)
# INSERT OR REPLACE removes the old row without telling a delete trigger, hence the third one.
_SQLITE_TRIGGERS = tuple(
    f"CREATE TRIGGER {{table}}_{name} BEFORE {act} ON {{table}} WHEN {when}"
    f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    for name, act, when in (
        ("not_updated", "UPDATE", "NOT thidua_allow_audit_change()"),
        ("not_deleted", "DELETE", "NOT thidua_allow_audit_change()"),
        ("not_replaced", "INSERT", "EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"),
    )
)


def protect(schema_editor: BaseDatabaseSchemaEditor, table: str, key: str = "id") -> None:
    """Make a table append-only. A migration that rebuilds the table on SQLite must call this again."""
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    if is_postgresql:
        schema_editor.execute(_POSTGRESQL_FUNCTION)
    for statement in _POSTGRESQL_TRIGGERS if is_postgresql else _SQLITE_TRIGGERS:
        schema_editor.execute(statement.format(table=table, key=key))


def unprotect(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Undo ``protect``, for a migration that goes backwards."""
    on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    for name in trigger_names(schema_editor.connection.vendor, table):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def trigger_names(vendor: str, table: str) -> set[str]:
    """What must exist for the table to be protected."""
    postgresql = {f"{table}_kept", f"{table}_not_emptied"}
    sqlite = {f"{table}_not_updated", f"{table}_not_deleted", f"{table}_not_replaced"}
    return postgresql if vendor == "postgresql" else sqlite


def missing_triggers(connection: Any, *tables: str) -> list[str]:
    """Names of triggers that should protect the tables and do not exist or are switched off."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled = 'O'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    wanted = set().union(*(trigger_names(connection.vendor, table) for table in tables))
    return sorted(wanted - present)


def equip_connection(connection: Any, **_kwargs: Any) -> None:
    """Tell a new connection whether the trail may be changed (receiver of ``connection_created``)."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("thidua_allow_audit_change", 0, _change_allowed)
    elif _change_allowed():
        with connection.cursor() as cursor:
            cursor.execute(f"SET {_LIFTED} = 'on'")


def _change_allowed() -> bool:
    return bool(getattr(settings, "AUDIT_CHANGE_ALLOWED", False))
