"""What the office does with a contest: a sheet for its judges, the awards that follow, and the county's word."""

from __future__ import annotations

import re
from typing import Any

from data.words import t
from models.actions.contest_rules import contest_rules
from models.actions.county import note_honour
from models.actions.desk import Desk
from models.actions.registers.contest_tables import ScoreTable, results
from models.actions.source import RegisterSource
from models.journal.writing import insert_record, insert_records, update_record
from models.registers.choosing import find_choice
from models.registers.column import People
from models.registers.persons import read_person
from models.registers.problem import Unreadable
from models.rules.contests import proposed_awards, ranking
from models.store.errors import StoreError
from models.tables.people import Teacher
from models.tables.reading import tuples
from models.tables.records import Contest, ContestEntry, ContestScore

COUNTY = "county"
COUNTY_AWARDS = {"first": "contest_first", "second": "contest_second", "third": "contest_third"} | {
    "merit": "contest_excellent"
}
"""What the county may give an entry, by code of 'contest_award', as the honour that it becomes."""

_GAPS = re.compile(r"[\s、，,;；/]+")
_LONGEST_NAME = 40


def judges_of(contest: int) -> list[str]:
    """Who has a sheet in that contest already, as they would be typed."""
    rows = tuples(
        ContestScore.select(Teacher.name, ContestScore.judge_name)
        .join(ContestEntry, on=(ContestScore.entry == ContestEntry.id))
        .switch(ContestScore)
        .left_outer_join(Teacher, on=(ContestScore.judge == Teacher.id))
        .where(ContestEntry.contest == contest)
        .order_by(ContestScore.id)
    )
    return [*dict.fromkeys(name or outside for name, outside in rows)]


def open_scores(desk: Desk, contest: int, judges: str) -> int | None:
    """Give every entry of the contest a line for each of these judges, where it has none yet, as one action.

    ``judges`` are names or initials with a gap between them; whoever is not on the staff is from outside, by name.
    Raises StoreError, in a sentence, for a contest without entries and for a name that means nobody.
    """
    entries = [i for (i,) in tuples(ContestEntry.select(ContestEntry.id).where(ContestEntry.contest == contest))]
    if not entries:
        raise StoreError(t("registers.contest_empty"))
    named = dict.fromkeys(_judge(desk, text) for text in _GAPS.split(judges.strip()) if text)
    known = {
        (entry, judge, outside)
        for entry, judge, outside in tuples(
            ContestScore.select(ContestScore.entry, ContestScore.judge, ContestScore.judge_name).where(
                ContestScore.entry.in_(entries)
            )
        )
    }
    rows = [
        {"entry": entry, "judge": judge, "judge_name": outside}
        for judge, outside in named
        for entry in entries
        if (entry, judge, outside) not in known
    ]
    if not rows:
        return None
    with desk.store.change("contest_scores.open") as change:
        insert_records(ContestScore, rows)
    return change.id


def score_sheet(desk: Desk, contest: int) -> RegisterSource:
    """The contest's scores, a judge below the other. Raises NotAllowed."""
    return RegisterSource(desk.store, desk.sight.over(ScoreTable(desk.lists, contest)), desk.lists)


def take_awards(desk: Desk, contest: int) -> int:
    """Write the proposed award to every entry that has none yet, as one action; how many that were."""
    proposed = proposed_awards(ranking(results([contest]).get(contest, {})), contest_rules())
    rows = tuples(ContestEntry.select(ContestEntry.id, ContestEntry.award).where(ContestEntry.contest == contest))
    missing = [(entry, proposed[entry]) for entry, award in rows if not award and entry in proposed]
    if missing:
        with desk.store.change("contest_entries.awards"):
            for entry, award in missing:
                update_record(ContestEntry, entry, {"award": award})
    return len(missing)


def county_prize(desk: Desk, entry: int, award: str, issuer: str = "") -> int | None:
    """Note what the county gave a recommended entry (a code of 'contest_award'): it stands among the entries of the
    county's contest, and a prize in the teacher's record as an honour; one action.

    Raises StoreError for an entry that was not recommended, has no teacher or was noted before.
    """
    rows = tuples(
        ContestEntry.select(
            ContestEntry.teacher, ContestEntry.work, ContestEntry.is_recommended, Contest.title, Contest.kind
        )
        .join(Contest, on=(ContestEntry.contest == Contest.id))
        .where(ContestEntry.id == entry)
    )
    if not rows or not rows[0][2] or rows[0][0] is None:
        raise StoreError(t("registers.not_recommended"))
    teacher, work, _, title, kind = rows[0]
    above = _county_contest(desk, title)
    noted = ContestEntry.select().where(
        ContestEntry.contest == above, ContestEntry.teacher == teacher, ContestEntry.work == work
    )
    if above and noted.exists():
        raise StoreError(t("registers.county_noted"))
    with desk.store.change("contest_entries.county") as change:
        facts: dict[str, Any] = {"title": _county_title(title), "kind": kind, "level": COUNTY}
        above = above or insert_record(Contest, {**facts, "held_on": desk.today.isoformat(), "organiser": issuer})
        insert_record(ContestEntry, {"contest": above, "teacher": teacher, "work": work, "award": award})
        if award in COUNTY_AWARDS:
            note_honour(desk, teacher, COUNTY_AWARDS[award], issuer)
    return change.id


def _county_contest(desk: Desk, title: str) -> int | None:
    """The county's contest of this school year's term that the school's leads to."""
    query = Contest.select(Contest.id).where(Contest.level == COUNTY, Contest.title == _county_title(title))
    if desk.term:
        query = query.where(Contest.held_on >= desk.term.starts_on)
    rows = tuples(query.order_by(Contest.id))
    return rows[0][0] if rows else None


def _county_title(title: str) -> str:
    """What the county's contest is called here: stored, so the same whatever language somebody reads in."""
    return f"县{title}"[:120]


def _judge(desk: Desk, text: str) -> tuple[int | None, str]:
    """Somebody on the staff by id, or an expert or anybody else from outside by name."""
    if expert := find_choice(desk.lists.choices("expert"), text):
        return None, expert.label[:_LONGEST_NAME]
    try:
        number = read_person(t("column.judge"), text, People.of(desk.lists.people()))
    except Unreadable as error:
        if text.isascii() or len(People.of(desk.lists.people()).called(text, text)) > 1:
            raise StoreError(str(error)) from error
        return None, text[:_LONGEST_NAME]
    return Teacher.get(Teacher.staff_no == number).id, ""
