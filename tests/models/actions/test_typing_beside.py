"""What others are in the middle of typing is written into the store too, but it is nothing to read rows again for."""

from __future__ import annotations

from models.actions.desk import Desk
from models.registers.source import CellEdit
from models.store.database import connect

THEIRS = (
    "INSERT INTO typing (actor, register, row_id, field_name, typed, at) "
    "VALUES ('王秀英', 'roster', 1, 'name', '半', '2026-11-24T06:00:00.000000Z')"
)
PAST_THE_PROGRAM = "UPDATE teacher SET remark = '直接改的' WHERE name = '王一'"


def test_a_new_row_stays_at_the_end_while_others_type(desk: Desk):
    source = desk.source("roster")
    source.edit([CellEdit(-1, "name", "王一"), CellEdit(-2, "name", "李二")], "paste")
    source.sort([("name", False)])
    other = connect(desk.store.file)
    other.execute_sql(THEIRS)
    (added,) = source.edit([CellEdit(-1, "name", "艾三")], "type").added
    assert source.index_of(added) == 2, "what was just typed does not jump away"
    other.close()


def test_what_somebody_wrote_past_the_program_is_taken_in(desk: Desk):
    source = desk.source("roster")
    first, _ = source.edit([CellEdit(-1, "name", "王一"), CellEdit(-2, "name", "李二")], "paste").added
    other = connect(desk.store.file)
    other.execute_sql(PAST_THE_PROGRAM)
    source.edit([CellEdit(-1, "name", "艾三")], "type")
    row = source.row_by_id(first)
    assert row
    assert row.texts["remark"] == "直接改的"
    other.close()
