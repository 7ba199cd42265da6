"""What belongs to an activity's paper is typed into its row: the group, who led it, how long it took, what was said."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.actions.desk import Desk
from models.actions.exporting import export_register
from models.actions.importing import plan_import
from models.actions.reflections import save_draft
from models.actions.undoing import step_back
from models.registers.source import CellEdit
from models.store.errors import StoreError
from models.tables.people import Activity, ActivityRecord
from tests.support.lessons import staff
from tests.support.small_school import School, small_school

PAPER = {"activity_group": "语文组", "activity_lead": "lf", "activity_minutes": "40", "activity_record": "议提问"}


def an_activity(desk: Desk, **more: str) -> int:
    cells = {"held_on": "2026-11-18", "activity_title": "组内交流", "activity_kind": "教研活动", **more}
    return desk.source("activities").edit([CellEdit(-1, field, text) for field, text in cells.items()], "type").added[0]


def texts(desk: Desk) -> dict[str, str]:
    return dict(desk.source("activities").row(0).texts)


def test_the_record_is_typed_changed_and_taken_back(desk: Desk):
    staff(desk)
    made = an_activity(
        desk, activity_group="语文组", activity_lead="lf", activity_minutes="40", activity_record="议提问"
    )
    shown = texts(desk)
    assert [shown[name] for name in ("activity_group", "activity_lead", "activity_minutes", "activity_record")] == [
        "语文组",
        "李芳",
        "40",
        "议提问",
    ]
    source = desk.source("activities")
    source.edit([CellEdit(made, "activity_lead", "王强", "李芳")], "type")
    assert texts(desk)["activity_lead"] == "王强"
    assert step_back(desk.store, desk.table("activities")).focus == (made, "held_on")
    assert texts(desk)["activity_lead"] == "李芳"
    assert ActivityRecord.select().count() == 1


def test_an_activity_without_any_has_no_record_and_a_group_that_there_is_not_waits(desk: Desk):
    made = an_activity(desk)
    assert ActivityRecord.select().count() == 0
    desk.source("activities").edit([CellEdit(made, "activity_group", "没有的组", "")], "type")
    row = desk.source("activities").row(0)
    assert row.problems["activity_group"].hard
    assert ActivityRecord.select().count() == 0


def test_the_record_goes_with_its_activity_and_stays_while_reflections_are_about_it(desk: Desk):
    staff(desk)
    made = an_activity(desk, activity_minutes="40")
    piece = save_draft(desk, teacher="001", kind="exchange", body="写了", activity=made).id
    with pytest.raises(StoreError, match="反思"):
        desk.source("activities").delete([made])
    save_draft(desk, teacher="001", kind="exchange", body="写了", activity=None, reflection=piece)
    desk.source("activities").delete([made])
    assert (Activity.select().count(), ActivityRecord.select().count()) == (0, 0)


def test_a_head_records_the_own_activity(desk: Desk):
    school: School = small_school(desk)
    head = school.enter("head")
    an_activity(head, activity_group="语文组", activity_record="议提问")
    assert texts(head)["activity_record"] == "议提问"


def test_the_record_travels_in_files(desk: Desk, tmp_path: Path):
    staff(desk)
    an_activity(desk, **PAPER)
    file, source = tmp_path / "活动.xlsx", desk.source("activities")
    export_register(desk, source.register, [source.row(0)], file, source.register.columns)
    plan = plan_import(desk, "activities", file)
    assert [row.action for row in plan.rows] == ["same"]
