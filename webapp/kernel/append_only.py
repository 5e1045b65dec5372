"""Tables that only grow: the database itself refuses to change or delete their rows."""

from __future__ import annotations

from sqlalchemy import DDL, Table, event


def forbid(table: Table, *verbs: str, unless: str = "") -> None:
    """Add triggers that refuse UPDATE and DELETE (or only `verbs`) on `table`, on both engines.

    `unless` is an SQL condition over OLD and NEW that lets a change pass. Where UPDATE is refused, be it in some
    states alone, sealed values keep their envelopes, and so their keys stay on the ring (`crypto.reseal`).
    """
    for verb in verbs or ("UPDATE", "DELETE"):
        for statement, dialect in _statements(table.name, verb, unless):
            made = DDL(statement.replace("%", "%%")).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", made)
    if not verbs or "UPDATE" in verbs:
        table.info["keeps_envelopes"] = True


def _statements(table: str, verb: str, unless: str) -> list[tuple[str, str]]:
    name = f"{table}_refuses_{verb.lower()}"
    guard = f"WHEN (NOT ({unless}))" if unless else ""
    message = f"{table} refuses {verb}"
    sqlite = (
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {guard} BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )
    function = (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    trigger = f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW {guard} EXECUTE FUNCTION {name}()"
    drop = f"DROP FUNCTION IF EXISTS {name}() CASCADE"
    return [(sqlite, "sqlite"), (drop, "postgresql"), (function, "postgresql"), (trigger, "postgresql")]
