"""What is missing for an inspection (缺项): every figure is the one that the progress screen and the registers show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import peewee as pw

from data.words import t
from models.actions.filled_forms import TEXTS, filled
from models.actions.inspection_forms import handed_in
from models.actions.inspection_making import Making
from models.actions.inspection_meetings import meetings
from models.actions.observing_summaries import distinct_name
from models.actions.owed.progress import Standing
from models.actions.owed.told import Summary
from models.actions.pairing import pairs
from models.actions.plan_book import clauses
from models.rules.inspection import Gap
from models.rules.readers import Reader
from models.store.errors import NotAllowed
from models.tables.people import Teacher
from models.tables.reading import tuples
from models.tables.records import RuleReading, SchoolRule

_PLACES = {
    "timetable": ("observed", "forms", "open_days", "group_lessons", "at_group_lessons", "nominations", "panel"),
    "inbox": ("insights", "after_lesson", "exchanges"),
    "pairing": ("mentored",),
}
"""The screens on which what a measure counts is put right; all others are counted from the registers."""


def gaps(making: Making) -> list[Gap]:
    """Everything that is missing, obligations first, as far as whoever is at the desk may see it. For a public reader
    without names."""
    found: list[Gap] = []
    for look in (_owed, _forms_without_text, _meetings, _rules_unread, _agreements, _unmeasured):
        try:
            found += look(making)
        except NotAllowed:
            continue  # who may not see the register cannot know what it lacks
    return found


def _owed(making: Making) -> Iterator[Gap]:
    for one in making.summaries:
        if owing := one.owing:
            who = [t("inspection.who_lacks", name=_standing_name(making, each), count=each.behind) for each in owing]
            code = one.obligation
            yield _gap(making, "owed", code.clause, code.title, len(owing), one.behind, who, _place(one))


def _forms_without_text(making: Making) -> Iterator[Gap]:
    """Forms that were handed in without one of the texts that their edition asks for."""
    by_observer = handed_in(making)
    forms = filled([one for own in by_observer.values() for one in own])
    lacking: dict[str, int] = {}
    for number, own in by_observer.items():
        lacks = sum(any(not forms[one].texts[name] for name in _asked(forms[one].template.required)) for one in own)
        if lacks:
            lacking[number] = lacks
    if lacking:
        who = [
            t("inspection.who_lacks", name=_name(making, number) or t("inspection.guests"), count=count)
            for number, count in lacking.items()
        ]
        what, where = t("inspection.lacks_text"), t("app.place.timetable")
        yield _gap(making, "no_text", "五.2", what, len(lacking), sum(lacking.values()), who, where)


def _meetings(making: Making) -> Iterator[Gap]:
    """Activities of which nothing was written down, and such as have no attendance sheet."""
    if making.subject.kind == "person":
        return
    held = meetings(making)
    place = t("register.activities")
    unwritten = [f"{one.day} {one.title}" for one in held if not one.record.strip()]
    if unwritten:
        what = t("inspection.lacks_minutes")
        yield _gap(making, "no_minutes", "四.4", what, len(unwritten), len(unwritten), unwritten, place)
    unsigned = [f"{one.day} {one.title}" for one in held if not one.there]
    if unsigned:
        what = t("inspection.lacks_sheet")
        yield _gap(making, "no_sheet", "五.1", what, len(unsigned), len(unsigned), unsigned, place)


def _rules_unread(making: Making) -> Iterator[Gap]:
    """Of each rule in force, in its newest edition, who on the staff has not read it."""
    staff = [one["staff_no"] for one in making.desk.people(making.day) if making.holds(one["staff_no"])]
    making.desk.sight.ensure("rule_readings")
    for rule, name in rules_in_force(making):
        read = RuleReading.select(Teacher.staff_no).join(Teacher, on=(RuleReading.teacher == Teacher.id))
        known = {number for (number,) in tuples(read.where(RuleReading.rule == rule))}
        missing = [number for number in staff if number not in known]
        if missing:
            who = [_name(making, number) for number in missing]
            what, where = t("inspection.lacks_reading", rule=name), t("register.rule_readings")
            yield _gap(making, "unread", "三.6", what, len(missing), len(missing), who, where)


def rules_in_force(making: Making) -> list[tuple[int, str]]:
    """The newest edition of each rule that is in force by now, by id and name."""
    newest = SchoolRule.select(SchoolRule.name, pw.fn.MAX(SchoolRule.edition).alias("edition")).where(
        SchoolRule.name != "", SchoolRule.from_on <= making.day.isoformat()
    )
    wanted = {(name, edition) for name, edition in tuples(newest.group_by(SchoolRule.name))}
    rows = tuples(SchoolRule.select(SchoolRule.id, SchoolRule.name, SchoolRule.edition).order_by(SchoolRule.id))
    return [(row_id, name) for row_id, name, edition in rows if (name, edition) in wanted]


def _agreements(making: Making) -> Iterator[Gap]:
    """The pairs that run now and whose agreement has blanks: no aim, or no day on which it ends."""
    open_ones = [
        pair
        for pair in pairs(making.desk, making.day)
        if (making.holds(pair.mentor) or making.holds(pair.mentee)) and not (pair.goal.strip() and pair.ends_on)
    ]
    if open_ones:
        who = [
            t("inspection.pair", mentor=_name(making, one.mentor), mentee=_name(making, one.mentee))
            for one in open_ones
        ]
        what, where = t("inspection.lacks_agreement"), t("register.pairing")
        yield _gap(making, "agreement", "三.4", what, len(open_ones), len(open_ones), who, where)


def _unmeasured(making: Making) -> Iterator[Gap]:
    """The clauses of the plan that nothing measures, and of which nobody has said why."""
    if making.subject.kind != "school":
        return
    bare = [one.number for one in clauses(making.desk, making.progress) if one.needs_measure and not one.unmeasured]
    if bare:
        what, where = t("inspection.lacks_measure"), t("inspection.in_plan")
        yield _gap(making, "clause", "", what, len(bare), len(bare), bare, where)


def empty_gap(making: Making, titles: Sequence[str]) -> list[Gap]:
    """The papers of which there is nothing."""
    if not titles:
        return []
    what, where = t("inspection.lacks_paper"), t("app.place.registers")
    return [Gap("empty", "", what, len(titles), len(titles), tuple(titles), where)]


def _gap(
    making: Making, kind: str, clause: str, what: str, count: int, missing: int, who: Sequence[str], where: str
) -> Gap:
    return Gap(kind, clause, what, count, missing, () if making.reader is Reader.PUBLIC else tuple(who), where)


def _asked(required: Sequence[str]) -> list[str]:
    return [name for name in required if name in TEXTS]


def _name(making: Making, number: str) -> str:
    return distinct_name(making.desk, number) if number else ""


def _standing_name(making: Making, one: Standing) -> str:
    return _name(making, one.who) if one.is_own else one.name


def _place(one: Summary) -> str:
    measure = one.obligation.measure
    place = next((name for name, measures in _PLACES.items() if measure in measures), "registers")
    return t(f"app.place.{place}")  # family app.place.*
