"""Who has read an edition of a rule, by hand over the sample's tables, and noting it of all who were there."""

from __future__ import annotations

from models.actions.desk import Desk
from models.actions.rule_readers import note_readers, recent_activities, unread, who_came
from models.journal.undo import undo
from models.tables.records import SchoolRule


def newest(desk: Desk) -> int:
    return SchoolRule.get(SchoolRule.name == "听课评课制度", SchoolRule.edition == 2).id


def missing(desk: Desk, rule: int) -> set[str]:
    return {number for numbers in unread(desk, rule).values() for number in numbers}


def test_who_has_not_read_is_everybody_but_the_readers(past_desk: Desk):
    rule = newest(past_desk)
    staff = {str(one["staff_no"]) for one in past_desk.people(past_desk.today)}
    rows = past_desk.store.db.execute_sql(
        f"SELECT t.staff_no FROM rule_reading r JOIN teacher t ON t.id = r.teacher_id WHERE r.rule_id = {rule}"
    ).fetchall()
    assert missing(past_desk, rule) == staff - {number for (number,) in rows}
    assert len(rows) == 41


def test_all_who_came_to_an_activity_are_noted_once_with_its_day(past_desk: Desk):
    rule = newest(past_desk)
    activity, _ = recent_activities(past_desk)[0]
    day, came = who_came(activity)
    before = missing(past_desk, rule)
    assert note_readers(past_desk, rule, came, day) == len(before & came)
    assert missing(past_desk, rule) == before - came
    assert note_readers(past_desk, rule, came, day) == 0
    undo(past_desk.store)
    assert missing(past_desk, rule) == before


def test_everybody_has_read_it_in_one_step(past_desk: Desk):
    rule = newest(past_desk)
    note_readers(past_desk, rule, missing(past_desk, rule), "2026-11-24")
    assert unread(past_desk, rule) == {}
