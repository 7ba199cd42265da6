"""Today, for whoever is at the desk: the day and the week, what waits for them, who owes what, how far the targets are.

Every figure is that of the screen that it leads to: nothing is counted here that is not counted there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from data.dropbox import left_in_boxes
from data.words import t
from models.actions.desk import Desk
from models.actions.home import HomeFacts, home_facts
from models.actions.open_days import OpenDay, Week
from models.actions.owed.measures import PERSON
from models.actions.owed.progress import Progress, Standing
from models.actions.owed.told import Summary, forecast, state_words, summaries, window_words
from models.actions.reflection_pieces import Wanted, count
from models.actions.registers.homework_day import homework_over
from models.journal.history import local_time
from models.rules.obligations import Pace
from models.rules.reflections import RETURNED, TO_READ, WAITING
from models.rules.rights import Scope, may_do, may_see
from models.tables.log import ChangeSet
from models.tables.people import Activity, Teacher
from models.tables.reading import tuples

MOST_PEOPLE = 2_000
"""Of more people it is asked for by itself who owes what: the page must not wait for it."""

SECTIONS = ("week", "mine", "waiting", "owed", "targets", "others", "staff")
"""The parts of the page, in order; their titles are the words home.section_*."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the page. ``done`` of ``of`` make a bar (0 of 0: none); ``place`` is the screen that it leads to,
    ``obligation`` the code of the one that it is about."""

    section: str
    item: str
    value: str
    note: str = ""
    done: int = 0
    of: int = 0
    place: str = ""
    obligation: str = ""


@dataclass(frozen=True, slots=True)
class Today:
    """The whole page, with the facts of the roster that it used to be."""

    entries: tuple[Entry, ...]
    facts: HomeFacts


def today(desk: Desk) -> Today:
    """The page as of now; what the person may not see is left out."""
    facts = home_facts(desk)
    progress = _progress(desk, facts.staff)
    entries = (
        *_week(desk),
        *_mine(desk, progress),
        *_waiting(desk, facts),
        *_owed(progress),
        *_targets(progress),
        *_others(desk),
        *_staff(facts),
    )
    return Today(entries, facts)


def _progress(desk: Desk, staff: int) -> Progress | None:
    if desk.why_not_see("progress") or not staff or staff > MOST_PEOPLE or desk.term is None:
        return None
    return Progress(desk)


def _week(desk: Desk) -> Iterator[Entry]:
    """Today's lessons, the next open day and the activities of the week."""
    term = desk.term
    if term is None:
        yield Entry("week", t("home.no_term"), "", place="")
        return
    week = Week(desk)
    day = week.first_day
    for one in dict.fromkeys((desk.today, day)):
        found = week.open_day(one)
        if found.given:
            yield Entry("week", _day_words(desk, one), _lessons_words(found), found.note, place="timetable")
        elif one == desk.today and found.note:
            yield Entry("week", _day_words(desk, one), found.note)
    monday = desk.today - timedelta(days=desk.today.weekday())
    rows = tuples(
        Activity.select(Activity.held_on, Activity.title)
        .where(Activity.held_on.between(monday.isoformat(), (monday + timedelta(days=6)).isoformat()))
        .order_by(Activity.held_on, Activity.id)
    )
    for held_on, title in rows:
        yield Entry("week", _day_words(desk, date.fromisoformat(held_on)), title)


def _mine(desk: Desk, progress: Progress | None) -> Iterator[Entry]:
    """What a teacher still owes, and what came back to them."""
    teacher = desk.store.actor.teacher_id
    if teacher is None or progress is None:
        return
    [(number,)] = tuples(Teacher.select(Teacher.staff_no).where(Teacher.id == teacher)) or [("",)]
    returned = count(desk, Wanted(states=(RETURNED,), teachers=(number,)))
    if returned:
        yield Entry("mine", t("home.returned"), t("home.pieces", count=returned), place="inbox")
    for one in progress.of(people={number}):
        if one.number or any(pace.planned for pace in one.paces):
            yield own_entry(progress, one)


def own_entry(progress: Progress, one: Standing) -> Entry:
    """One's own standing in a line: how much of how much, and what is missing now or by when it would be done."""
    open_ones = [pace for pace in one.paces if pace.owes]
    if open_ones:
        note = t("home.gap").join(
            t("home.missing", window=_window(progress, one, pace), count=pace.behind or pace.missing)
            for pace in open_ones
        )
    else:
        now = one.now
        by = forecast(progress, now) if now else ""
        note = t("home.done_by", week=by) if by else state_words(one.state)
    return Entry(
        "mine",
        one.obligation.title,
        f"{one.done}/{one.number}",
        note,
        one.done,
        one.number,
        obligation=one.obligation.code,
    )


def _window(progress: Progress, one: Standing, pace: Pace) -> str:
    """The month or week; nothing for the whole term, which goes without saying."""
    return window_words(progress, one, pace) if one.obligation.per in ("month", "week") else ""


def _waiting(desk: Desk, facts: HomeFacts) -> Iterator[Entry]:
    """What the office has to do next; of everybody else only what they may."""
    role = desk.store.actor.role
    if may_do(role, "reflections.judge") is Scope.ALL:
        for states, item in (((WAITING,), "home.to_match"), (TO_READ, "home.to_read")):
            if pieces := count(desk, Wanted(states=states)):
                yield Entry("waiting", t(item), t("home.pieces", count=pieces), place="inbox")
        if files := left_in_boxes(desk.store.file):
            yield Entry("waiting", t("home.in_box"), t("home.files", count=len(files)), place="inbox")
    if may_do(role, "homework.type") is Scope.ALL and (over := homework_over(desk)):
        classes = t("home.classes", count=len(over))
        yield Entry("waiting", t("home.homework_over"), classes, t("home.list_gap").join(over), place="registers")
    if may_do(role, "roster.type") is Scope.ALL:
        for item, cells in ((t("home.hard"), facts.hard), (t("home.soft"), facts.soft)):
            if cells:
                yield Entry("waiting", item, t("home.cells", count=cells), place="roster")


def _owed(progress: Progress | None) -> Iterator[Entry]:
    """Every obligation with somebody who owes, the most people first, with the groups that they are in."""
    if progress is None:
        return
    if progress.desk.sight.ensure("progress") is Scope.OWN:
        return
    found = [one for one in summaries(progress) if one.owing]
    for one in sorted(found, key=lambda one: -len(one.owing)):
        groups = Counter(each.group for each in one.owing if each.group)
        note = t("home.gap").join(
            t("home.group_count", group=group.removesuffix("组"), count=n) for group, n in groups.most_common()
        )
        value = t(f"home.owing_{one.about}", count=len(one.owing))  # family home.owing_*
        yield Entry("owed", one.obligation.title, value, note, one.done, one.number, obligation=one.obligation.code)


def _targets(progress: Progress | None) -> Iterator[Entry]:
    """What everybody is to have done once, as so many of so many people; and the promises that nothing counts yet."""
    if progress is None or progress.desk.sight.ensure("progress") is not Scope.ALL:
        return
    found = summaries(progress)
    for one in found:
        if is_target(one):
            yield Entry(
                "targets",
                one.obligation.title,
                t("home.of_people", done=one.complete, of=one.bound),
                "",
                one.complete,
                one.bound,
                obligation=one.obligation.code,
            )
        elif one.obligation.unit == "percent" and one.number:
            # A share of the staff: so many people of those that it takes.
            words = t("home.of_people", done=one.done, of=one.number)
            code = one.obligation.code
            yield Entry("targets", one.obligation.title, words, "", one.done, one.number, obligation=code)
    unmeasured = [one.obligation.title for one in found if one.state == "unmeasured"]
    if unmeasured:
        named = t("home.list_gap").join(unmeasured)
        yield Entry("targets", t("home.unmeasured"), str(len(unmeasured)), named, place="plan")


def is_target(one: Summary) -> bool:
    """Whether it is something that everybody is to have done once in the term."""
    once = one.obligation.number == 1 and one.obligation.per in ("term", "year")
    return once and one.about == PERSON and one.bound > 1


def _others(desk: Desk) -> Iterator[Entry]:
    """Who else has changed something today."""
    if may_see(desk.store.actor.role, "others_deeds") is not Scope.ALL:
        return
    since = (desk.today - timedelta(days=1)).isoformat()
    rows = tuples(
        ChangeSet.select(ChangeSet.actor, ChangeSet.at)
        .where(ChangeSet.at >= since, ChangeSet.actor != desk.store.actor.name)
        .order_by(ChangeSet.id)
    )
    by_whom: dict[str, list[str]] = {}
    for actor, at in rows:
        if local_time(at).date() == desk.today:
            by_whom.setdefault(actor, []).append(f"{local_time(at):%H:%M}")
    for actor, times in by_whom.items():
        yield Entry(
            "others", actor, t("home.changes", count=len(times)), t("home.last_at", at=times[-1]), place="history"
        )


def _staff(facts: HomeFacts) -> Iterator[Entry]:
    yield Entry("staff", t("home.staff"), t("home.people", count=facts.staff), place="roster")
    for group, people in facts.groups:
        yield Entry("staff", group, t("home.people", count=people), "", people, max(n for _, n in facts.groups))


def _day_words(desk: Desk, day: date) -> str:
    weekday = t(f"home.weekday_{day.isoweekday()}")  # family home.weekday_*
    return t("home.today_is" if day == desk.today else "home.day_is", month=day.month, day=day.day, weekday=weekday)


def _lessons_words(day: OpenDay) -> str:
    return t("home.lessons", lessons=len(day.given), observers=day.observers)
