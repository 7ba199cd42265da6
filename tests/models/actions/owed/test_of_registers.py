"""What the registers of the term come to as obligations, against counts by hand over the sample school's tables."""

from __future__ import annotations

from datetime import date

from models.actions.desk import Desk
from models.actions.owed.progress import Progress, Standing
from models.actions.today import today
from models.registers.source import CellEdit

TODAY = "2026-11-24"
APPROVED = "('approved', 'opened', 'midterm', 'finished', 'awarded')"


def rows(desk: Desk, sql: str) -> list[tuple]:
    return desk.store.db.execute_sql(sql).fetchall()


def of(desk: Desk, measure: str) -> Standing:
    [found] = [one for one in Progress(desk).standings if one.obligation.measure == measure]
    return found


def enter(desk: Desk, register: str, **typed: str) -> None:
    done = desk.source(register).edit([CellEdit(-1, field, text) for field, text in typed.items()], "type")
    assert not [problem for row in done.rows for problem in row.problems.values() if problem.hard]


def able(desk: Desk) -> set[str]:
    """Who leads or works on an approved project or has a paper, and is on the staff."""
    found = rows(
        desk,
        f"""SELECT t.staff_no FROM teacher t WHERE t.status NOT IN ('retired', 'transferred') AND (
            EXISTS (SELECT 1 FROM project p WHERE p.leader_id = t.id AND p.stage IN {APPROVED})
            OR EXISTS (SELECT 1 FROM project_member m JOIN project p ON p.id = m.project_id
                       WHERE m.teacher_id = t.id AND p.stage IN {APPROVED})
            OR EXISTS (SELECT 1 FROM publication w WHERE w.teacher_id = t.id))""",
    )
    return {number for (number,) in found}


def test_contests_are_those_of_the_register(past_desk: Desk):
    [(held,)] = rows(past_desk, f"SELECT COUNT(*) FROM contest WHERE held_on BETWEEN '2026-09-01' AND '{TODAY}'")
    assert held == 2
    assert (of(past_desk, "contests").done, of(past_desk, "contests").state) == (held, "done")


def test_research_is_a_share_of_the_staff(past_desk: Desk):
    one = of(past_desk, "research")
    assert len([event for event in one.events if event.state == "done"]) == len(able(past_desk)) == one.done
    assert one.number == 48, "eighty per cent of sixty"
    assert one.state == "behind"


def test_a_paper_adds_its_author_once_and_an_application_nobody(past_desk: Desk):
    before = able(past_desk)
    new = next(str(one["staff_no"]) for one in past_desk.people(date(2026, 11, 24)) if one["staff_no"] not in before)
    enter(past_desk, "projects", project_title="新的申报", project_stage="申报", leader=new)
    assert of(past_desk, "research").done == len(before)
    for title in ("第一篇", "第二篇"):
        enter(past_desk, "publications", teacher=new, paper_title=title, publication_kind="发表", on_date="2026.11")
    assert of(past_desk, "research").done == len(before) + 1 == len(able(past_desk))


def test_research_stands_among_the_targets_of_the_first_screen(past_desk: Desk):
    [entry] = [one for one in today(past_desk).entries if one.section == "targets" and one.obligation == "O13"]
    assert (entry.done, entry.of) == (len(able(past_desk)), 48)


def test_homework_is_counted_by_class_and_day_over_all_subjects(past_desk: Desk):
    totals = rows(
        past_desk,
        """SELECT h.on_day, g.entry_year, SUM(h.minutes) FROM homework_check h
           JOIN class_group g ON g.id = h.class_group_id GROUP BY h.on_day, g.id""",
    )
    over = [minutes for _, entry_year, minutes in totals if minutes > (0 if 2026 - entry_year + 1 <= 2 else 60)]
    one = of(past_desk, "homework")
    assert len(one.events) == len(totals) == 10 * 24
    assert sum(event.state == "owing" for event in one.events) == len(over) == 3


def test_homework_on_paper_for_the_first_grade_is_over_the_limit_and_none_is_not(past_desk: Desk):
    def owing() -> int:
        return sum(event.state == "owing" for event in of(past_desk, "homework").events)

    before = owing()
    enter(past_desk, "homework", on_day="2026-11-23", class_group="1-1", subject="语文", minutes="0")
    assert owing() == before
    enter(past_desk, "homework", on_day="2026-11-23", class_group="1-2", subject="语文", minutes="5")
    assert owing() == before + 1


def test_a_rule_with_two_editions_is_one_rule_in_force(past_desk: Desk):
    [(names,)] = rows(past_desk, f"SELECT COUNT(DISTINCT name) FROM school_rule WHERE from_on <= '{TODAY}'")
    [(editions,)] = rows(past_desk, "SELECT COUNT(*) FROM school_rule")
    assert (names, editions) == (5, 6)
    assert (of(past_desk, "rules").done, of(past_desk, "rules").state) == (5, "done")


def test_money_counts_once_somebody_has_approved_it(past_desk: Desk):
    by_state = dict(rows(past_desk, "SELECT state, COUNT(*) FROM fund_entry WHERE kind != 'budget' GROUP BY state"))
    assert rows(past_desk, "SELECT 1 FROM fund_entry WHERE kind = 'budget' AND state = 'approved'")
    events = of(past_desk, "fund").events
    assert sum(event.state == "done" for event in events) == by_state["approved"] + by_state["paid"]
    assert sum(event.state == "planned" for event in events) == by_state["proposed"]
