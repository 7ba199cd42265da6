"""Who owes what, against counts by hand over the sample school's tables, and against what the other screens say."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from models.actions.desk import Desk
from models.actions.owed.progress import Progress, Standing
from models.actions.owed.told import summaries
from models.actions.reflection_counts import owings
from models.actions.standing import standings
from models.registers.source import CellEdit
from models.store import Actor, Store
from models.store.errors import NotAllowed

TODAY = "2026-11-24"


def rows(desk: Desk, sql: str) -> list[tuple]:
    return desk.store.db.execute_sql(sql).fetchall()


def of(desk: Desk, measure: str) -> dict[str, Standing]:
    return {one.who: one for one in Progress(desk).standings if one.obligation.measure == measure}


def test_observations_are_those_that_the_timetable_screen_counts(past_desk: Desk):
    found = of(past_desk, "observed")
    there = {one.staff_no: one.tally for one in standings(past_desk)}
    assert len(found) == len(there) == 60
    for number, one in found.items():
        pace, tally = one.paces[0], there[number]
        assert (pace.done, pace.number, pace.due, pace.behind, pace.planned) == (
            tally.counted,
            tally.quota,
            tally.due,
            tally.behind,
            tally.planned,
        ), number


def test_forms_are_owed_for_every_lesson_observed_that_has_none(past_desk: Desk):
    by_hand = Counter(
        number
        for (number,) in rows(
            past_desk,
            """SELECT t.staff_no FROM observation o JOIN open_lesson l ON l.id = o.lesson_id
               JOIN teacher t ON t.id = o.observer_id LEFT JOIN evaluation_form f ON f.observation_id = o.id
               WHERE o.status = 'came' AND l.status <> 'cancelled' AND l.held_on < '2026-11-24'
               AND (f.status IS NULL OR f.status <> 'handed_in') AND o.observer_id <> COALESCE(l.teacher_id, 0)""",
        )
    )
    found = {number: one.behind for number, one in of(past_desk, "forms").items() if one.behind}
    assert found == dict(by_hand)
    assert found


def test_insights_are_counted_by_the_month_that_they_are_for(past_desk: Desk):
    by_hand = Counter(
        rows(
            past_desk,
            """SELECT t.staff_no, r.month FROM reflection r JOIN teacher t ON t.id = r.teacher_id
               WHERE r.kind = 'insight' AND r.state IN ('handed_in', 'again', 'read', 'filed')""",
        )
    )
    for number, one in of(past_desk, "insights").items():
        assert [pace.window.key for pace in one.paces] == ["2026-09", "2026-10", "2026-11"]
        assert [pace.done for pace in one.paces] == [by_hand[number, pace.window.key] for pace in one.paces], number


def test_on_the_24th_the_second_insight_of_the_month_is_not_due_yet(past_desk: Desk):
    november = [one.paces[-1] for one in of(past_desk, "insights").values() if one.paces[-1].number]
    assert {pace.due for pace in november} == {1}
    assert {pace.behind for pace in november} == {0, 1}


def test_a_lesson_taught_before_others_wants_a_reflection_of_its_own(past_desk: Desk):
    by_hand = Counter(
        number
        for (number,) in rows(
            past_desk,
            """SELECT t.staff_no FROM open_lesson l JOIN teacher t ON t.id = l.teacher_id
               WHERE l.kind IN ('research', 'report', 'demonstration', 'contest') AND l.status <> 'cancelled'
               AND (l.status = 'held' OR l.held_on < '2026-11-24')
               AND NOT EXISTS (SELECT 1 FROM reflection r WHERE r.lesson_id = l.id AND r.kind = 'after_lesson'
                               AND r.state IN ('handed_in', 'again', 'read', 'filed'))""",
        )
    )
    owing = {
        number: sum(event.state == "owing" for event in one.events)
        for number, one in of(past_desk, "after_lesson").items()
    }
    assert {number: count for number, count in owing.items() if count} == dict(by_hand)
    assert by_hand


@pytest.mark.parametrize("day", ["2026-11-24", "2026-11-14", "2026-12-02"])
def test_who_owes_which_reflections_is_what_the_inbox_says(past_desk: Desk, day: str):
    desk = Desk(past_desk.store, today=lambda: date.fromisoformat(day))
    inbox = {one.staff_no: one for one in owings(desk, day[:7])}
    for number, one in of(desk, "insights").items():
        pace, told = one.paces[-1], inbox[number].tally
        assert (pace.number, min(pace.done, pace.number), pace.behind) == (
            told.asked,
            min(told.there, told.asked),
            told.owed,
        ), number
    overdue = sum(len(one.lessons) for month in ("2026-09", "2026-10", "2026-11") for one in owings(desk, month))
    if day < "2026-12":
        assert sum(one.behind for one in of(desk, "after_lesson").values()) == overdue


def test_exchanges_are_counted_once_for_each_meeting_of_a_group(past_desk: Desk):
    by_hand = Counter(
        rows(
            past_desk,
            """SELECT DISTINCT g.name, substr(a.held_on, 1, 7), a.id FROM activity a
               JOIN activity_record c ON c.activity_id = a.id JOIN staff_group g ON g.id = c.group_id
               JOIN reflection r ON r.activity_id = a.id AND r.kind = 'exchange'
               WHERE r.state IN ('handed_in', 'again', 'read', 'filed') AND a.held_on <= '2026-11-24'""",
        )
    )
    per_month = Counter((group, month) for group, month, _ in by_hand)
    found = of(past_desk, "exchanges")
    assert found
    for group, one in found.items():
        assert [pace.done for pace in one.paces] == [per_month[group, pace.window.key] for pace in one.paces]


def test_every_open_wednesday_of_the_term_so_far_had_an_open_lesson(past_desk: Desk):
    made_up = {day for (day,) in rows(past_desk, "SELECT on_day FROM calendar_day WHERE acts_as = 3")}
    days = {
        day
        for (day,) in rows(past_desk, "SELECT DISTINCT held_on FROM open_lesson WHERE status = 'held'")
        if date.fromisoformat(day).isoweekday() == 3 or day in made_up
    }
    one = of(past_desk, "open_days")[""]
    assert sum(pace.done for pace in one.paces) == len(days)
    assert one.behind == 0


def test_the_sum_over_everybody_is_the_summary(past_desk: Desk):
    progress = Progress(past_desk)
    for one in summaries(progress):
        mine = [each for each in progress.standings if each.obligation.code == one.obligation.code]
        assert one.done == sum(each.done for each in mine)
        assert len(one.owing) == sum(each.owes for each in mine)
        assert one.bound == sum(each.state != "exempt" for each in mine)


def test_every_event_names_a_row_that_is_there(past_desk: Desk):
    for one in Progress(past_desk).standings:
        for event in one.events:
            if event.row:
                assert rows(past_desk, f"SELECT 1 FROM {event.table} WHERE id = {event.row}"), event


def test_who_is_let_off_half_of_the_term_owes_half_there_and_on_the_timetable_screen(past_desk: Desk):
    typed = {
        "teacher": "034",
        "obligation": "O3",
        "first_day": "2026-09-01",
        "last_day": "2026-11-11",
        "reason": "产假",
    }
    done = past_desk.source("exemptions").edit([CellEdit(-1, name, text) for name, text in typed.items()], "type")
    assert done.added
    assert not done.rows[0].problems
    assert of(past_desk, "observed")["034"].number < 20
    there = {one.staff_no: one.tally.quota for one in standings(past_desk)}
    assert there["034"] == of(past_desk, "observed")["034"].number
    assert of(past_desk, "insights")["034"].number == of(past_desk, "insights")["035"].number


def test_another_number_of_the_school_is_asked_for_everywhere(past_desk: Desk):
    source = past_desk.source("obligations")
    index = next(i for i in range(len(source)) if source.row(i).values["obligation_code"] == "O3a")
    source.edit([CellEdit(source.row(index).id, "number", "30", "20")], "type")
    found = {one.staff_no: one.tally.quota for one in standings(past_desk)}
    assert Counter(found.values()) == {20: 54, 30: 5, 5: 1}, "who was away for most of the term owes the rest"


def test_a_promise_that_nothing_counts_is_told_as_such(past_desk: Desk):
    states = {one.obligation.code: one.state for one in summaries(Progress(past_desk))}
    assert "unmeasured" not in states.values()
    source = past_desk.source("obligations")
    index = next(i for i in range(len(source)) if source.row(i).values["obligation_code"] == "O18")
    source.edit([CellEdit(source.row(index).id, "measure", "", "学分封存")], "type")
    states = {one.obligation.code: one.state for one in summaries(Progress(past_desk))}
    assert {"O18"} == {code for code, state in states.items() if state == "unmeasured"}


def test_a_month_later_more_is_due(past_desk: Desk):
    now = sum(one.due for one in summaries(Progress(past_desk)))
    later = Desk(past_desk.store, today=lambda: date.fromisoformat(TODAY) + timedelta(days=30))
    assert sum(one.due for one in summaries(Progress(later))) > now


def test_without_a_term_nothing_is_owed(store: Store):
    rows_ = store.db.execute_sql("SELECT id FROM term").fetchall()
    desk = Desk(store, today=lambda: date.fromisoformat(TODAY))
    source = desk.source("terms")
    source.delete([source.row(i).id for i in range(len(source))])
    assert rows_
    assert Progress(desk).standings == []


@pytest.mark.parametrize(("role", "sees"), [("viewer", 0), ("teacher", 1), ("head", None), ("leader", 60)])
def test_everybody_sees_their_own_part(past_desk: Desk, role: str, sees: int | None):
    file = str(past_desk.store.place)
    (teacher,) = rows(past_desk, "SELECT id FROM teacher WHERE staff_no = '034'")[0]
    past_desk.store.close()
    with Store.open(file, Actor("someone", "test", role, None, teacher)) as store:
        desk = Desk(store, today=lambda: date.fromisoformat(TODAY))
        if not sees and sees is not None:
            with pytest.raises(NotAllowed):
                Progress(desk)
            return
        found = of(desk, "observed")
        assert "034" in found
        assert len(found) == (sees or len(desk.sight.numbers(desk.sight.ensure("progress"))))
        assert of(desk, "exchanges"), "what a group owes is no secret"
