"""The triggers that write the history, in PostgreSQL's words: one function for all tables.

What they write is what those of SQLite write, to the letter: columns in the table's order, booleans as 0 and 1. So a
school may go from one to the other with its history and digests as they are. The log table is found through the schema
of the table that changed and the table's name is a trigger's argument: on a distributed PostgreSQL neither the search
path nor the names of its pieces are to be relied on; nor are its sequences, which give each machine numbers of its own,
so that a school that goes to another machine would begin anew below its history.
"""

from __future__ import annotations

import peewee as pw

from models.journal.triggers import table_name
from models.tables import ALL
from models.tables.log import Change, ChangeSet
from models.tables.reflections import StoredFile

_WORD = "CASE {0}::text WHEN 'true' THEN '1' WHEN 'false' THEN '0' ELSE {0}::text END"
_PAIR = "to_json({0}.key)::text || ':' || " + _WORD.format("{0}.value")

LOG = f"""
CREATE FUNCTION log_change() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
  was text;
  became text;
  row_id bigint;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT '{{' || string_agg({_PAIR.format("o")}, ',' ORDER BY o.at) || '}}',
           '{{' || string_agg({_PAIR.format("n")}, ',' ORDER BY n.at) || '}}' INTO was, became
      FROM json_each(row_to_json(OLD)) WITH ORDINALITY AS o (key, value, at)
      JOIN json_each(row_to_json(NEW)) WITH ORDINALITY AS n (key, value, at) ON n.at = o.at
     WHERE o.value::text <> n.value::text AND n.key <> 'id';
    IF became IS NULL THEN
      RETURN NULL;
    END IF;
    row_id := NEW.id;
  ELSIF TG_OP = 'INSERT' THEN
    SELECT '{{' || string_agg({_PAIR.format("n")}, ',' ORDER BY n.at) || '}}' INTO became
      FROM json_each(row_to_json(NEW)) WITH ORDINALITY AS n (key, value, at) WHERE n.key <> 'id';
    row_id := NEW.id;
  ELSE
    SELECT '{{' || string_agg({_PAIR.format("o")}, ',' ORDER BY o.at) || '}}' INTO was
      FROM json_each(row_to_json(OLD)) WITH ORDINALITY AS o (key, value, at) WHERE o.key <> 'id';
    row_id := OLD.id;
  END IF;
  EXECUTE format('INSERT INTO %I.change (change_set_id, tbl, row_id, op, "before", "after") '
                 'VALUES ($1, $2, $3, $4, $5, $6)', TG_TABLE_SCHEMA)
    USING NULLIF(current_setting('app.change_set', true), '')::bigint,
          TG_ARGV[0], row_id, left(TG_OP, 1), was, became;
  RETURN NULL;
END $body$"""

FORBID = """
CREATE FUNCTION forbid() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END $body$"""


_NUMBERED = (
    ("change (change_set_id,", "change (id, change_set_id,"),
    ("'VALUES ($1,", "'SELECT COALESCE(MAX(id), 0) + 1, $1,"),
    ("$6)', TG_TABLE_SCHEMA)", "$6 FROM %1$I.change', TG_TABLE_SCHEMA)"),
)
"""What makes of LOG the one that gives each change the number after the last: who writes has the turn to write."""


def statements(is_spread: bool = False) -> list[str]:
    """All of them, in order; ``is_spread`` for a server that is several machines (Citus)."""
    log = LOG
    for plain, numbered in _NUMBERED if is_spread else ():
        log = log.replace(plain, numbered)
    made = [log, FORBID]
    for model in ALL:
        if model.journaled:
            made += _journal(model)
    made.append(_forbid(table_name(StoredFile), "truncated", "TRUNCATE", "", "files never change"))
    made.append(_forbid(table_name(StoredFile), "fixed", "UPDATE OR DELETE", "", "files never change"))
    for model, when, reason in (
        (Change, "", "history never changes"),
        (ChangeSet, "WHEN (OLD.digest <> '') ", "set is sealed"),
    ):
        made.append(_forbid(table_name(model), "fixed", "UPDATE OR DELETE", when, reason))
        made.append(_forbid(table_name(model), "truncated", "TRUNCATE", "", "history never changes"))
    return made


def _journal(model: type[pw.Model]) -> list[str]:
    table = table_name(model)
    log = (
        f'CREATE TRIGGER "{table}_log" AFTER INSERT OR UPDATE OR DELETE ON "{table}" '
        f"FOR EACH ROW EXECUTE FUNCTION log_change('{table}')"
    )
    fixed = "WHEN (NEW.id IS DISTINCT FROM OLD.id) "
    return [
        log,
        _forbid(table, "id_fixed", "UPDATE OF id", fixed, "ids never change"),
        _forbid(table, "truncated", "TRUNCATE", "", "history does not see a TRUNCATE"),
    ]


def _forbid(table: str, name: str, event: str, when: str, reason: str) -> str:
    each = "STATEMENT" if event == "TRUNCATE" else "ROW"
    return (
        f'CREATE TRIGGER "{table}_{name}" BEFORE {event} ON "{table}" '
        f"FOR EACH {each} {when}EXECUTE FUNCTION forbid('{reason}')"
    )
