"""Questions of the planner: which weeks, which person, which observation, what to do with one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from textual.app import App

from data.planning.values import Entry
from data.words import t
from models.actions.desk import Desk
from models.actions.looking_up import people_meant
from models.actions.observing_words import person_words
from models.actions.plan_proposal import Basis, Proposal, ProposalRow, Wishes
from models.actions.plan_proposal_choices import Choice, NotUnderstood, lessons_for, typed_entry, week_choices
from models.actions.plan_proposal_words import entry_day_words
from models.planning.telling import Name, name_of
from models.planning.weeks import BadWeeks, weeks_named
from screens.kit.dialogs import Ask, Choose
from screens.kit.planning.views import short_time

EDITS = ("fix", "other_person", "other_lesson", "bar", "close", "part")
"""What can be done to an observation by hand; the words are planner.edit.*."""

_MEND, _OWN = "mend", "own"


async def ask_weeks(app: App[int], basis: Basis, shown: int = 0) -> Wishes | None:
    """What is to be planned; None when given up."""
    offered = week_choices(basis, shown)
    options = [(str(number), words) for number, (words, _) in enumerate(offered)]
    if broken := len(basis.broken):
        options.insert(0, (_MEND, t("planner.mend", count=broken)))
    options.append((_OWN, t("planner.own_weeks")))
    chosen = await app.push_screen_wait(Choose(t("planner.which_weeks"), options, t("planner.which_weeks_text")))
    if chosen is None:
        return None
    if chosen == _MEND:
        return Wishes(tuple(range(basis.first_week, basis.last_week + 1)), mend=True)
    if chosen != _OWN:
        return Wishes(offered[int(chosen)][1])
    typed, why = "", t("planner.own_weeks_text", first=basis.first_week, last=basis.last_week)
    while True:
        answer = await app.push_screen_wait(Ask(t("planner.own_weeks_title"), why, typed))
        if not answer or not answer.strip():
            return None
        try:
            weeks = tuple(week for week in weeks_named(answer, basis.last_week) if week >= basis.first_week)
        except BadWeeks as error:
            typed, why = answer, str(error)
            continue
        if weeks:
            return Wishes(weeks)
        typed, why = answer, t("planner.weeks_are_over", first=basis.first_week)


async def ask_person(app: App[int], desk: Desk) -> str | None:
    """Whose observations to show: a staff number, '' for everybody; None when given up."""
    typed, why = "", t("planner.which_person_text")
    while True:
        answer = await app.push_screen_wait(Ask(t("planner.which_person"), why, typed))
        if answer is None:
            return None
        if not answer.strip():
            return ""
        found = people_meant(desk, answer)
        if len(found) == 1:
            return found[0].staff_no
        if found:
            options = [(person.staff_no, f"{person.name} {person.staff_no}") for person in found]
            if chosen := await app.push_screen_wait(Choose(t("planner.which_person"), options)):
                return chosen
            return None
        typed, why = answer, t("week.nobody_called", text=answer)


async def ask_entry(app: App[int], desk: Desk, proposal: Proposal, title: str, observer: str = "") -> Entry | None:
    """An observation that the proposal does not have, by initials and, where they are known, week and period. Who names
    one person only means whom ``observer`` is to see."""
    typed, why = "", t("planner.entry_text")
    if observer:
        why = f"{t('planner.entry_text_one', who=person_words(desk, observer))}\n{why}"
    known = {person.id for person in proposal.given.people}
    while True:
        answer = await app.push_screen_wait(Ask(title, why, typed))
        if not answer or not answer.strip():
            return None
        typed = answer
        try:
            who, teacher, week, day, period = typed_entry(desk, answer, observer)
        except NotUnderstood as error:
            why = str(error)
            continue
        if not {who, teacher} <= known:
            why = t("planner.not_planned_for")
            continue
        if week and day and period:
            return Entry(who, week, day, period, teacher)
        offered = lessons_for(proposal, [who], teacher, day, period, week)
        if len(offered) == 1:
            return offered[0].entry
        if not offered:
            why = t("planner.no_such_lesson", teacher=name_of(proposal.given)(teacher))
            continue
        if entry := await ask_lesson(app, title, offered, name_of(proposal.given)):
            return entry


async def ask_lesson(app: App[int], title: str, offered: list[Choice], name: Name) -> Entry | None:
    """Which of those lessons."""
    options = [
        (
            str(number),
            f"{short_time(one.entry)} {name(one.entry.teacher)}" + (t("planner.but", why=one.why) if one.why else ""),
        )
        for number, one in enumerate(offered)
    ]
    chosen = await app.push_screen_wait(Choose(title, options))
    return offered[int(chosen)].entry if chosen else None


async def ask_edit(app: App[int], desk: Desk, proposal: Proposal, row: ProposalRow, wishes: Wishes) -> Wishes | None:
    """What to do with an observation of the proposal; the wishes with it, None when given up."""
    name = name_of(proposal.given)
    title = entry_day_words(proposal.basis, row.entry, name)
    facts = {"who": name(row.entry.observer), "teacher": name(row.entry.teacher)}
    options = [(deed, t(f"planner.edit.{deed}", **facts)) for deed in EDITS]  # family planner.edit.*
    match await app.push_screen_wait(Choose(title, options)):
        case "fix":
            return fixed(wishes, row.entry)
        case "bar":
            return barred(wishes, row.entry)
        case "close":
            return barred(wishes, Entry("", *row.entry[1:]))
        case "part":
            pair = row.entry.observer, row.entry.teacher
            pins = frozenset(pin for pin in wishes.pins if (pin.observer, pin.teacher) != pair)
            return _but(wishes, pins=pins, apart=wishes.apart | {pair})
        case "other_person":
            return await _other_person(app, desk, proposal, row.entry, wishes)
        case "other_lesson":
            offered = [one for one in lessons_for(proposal, [row.entry.observer]) if not one.why]
            entry = await ask_lesson(app, t("planner.which_lesson"), offered, name)
            return fixed(barred(wishes, row.entry), entry) if entry else None
    return None


def fixed(wishes: Wishes, entry: Entry) -> Wishes:
    """With the entry fixed by hand; one that was fixed is free again."""
    if entry in wishes.pins:
        return _but(wishes, pins=wishes.pins - {entry})
    left = frozenset(one for one in wishes.barred if one != entry and (one.observer or one[1:] != entry[1:]))
    apart = wishes.apart - {(entry.observer, entry.teacher)}
    return _but(wishes, pins=wishes.pins | {entry}, barred=left, apart=apart)


def barred(wishes: Wishes, entry: Entry) -> Wishes:
    """Without the entry; where its observer is '' without the lesson."""
    pins = frozenset(pin for pin in wishes.pins if pin != entry and (entry.observer or pin[1:] != entry[1:]))
    return _but(wishes, pins=pins, barred=wishes.barred | {entry})


async def _other_person(app: App[int], desk: Desk, proposal: Proposal, entry: Entry, wishes: Wishes) -> Wishes | None:
    typed, why = "", t("planner.other_person_text", names=_who_could(proposal, entry))
    while True:
        title = t("planner.other_person_title")
        answer = await app.push_screen_wait(Ask(title, why, typed))
        if not answer or not answer.strip():
            return None
        found = people_meant(desk, answer)
        if len(found) == 1:
            return fixed(barred(wishes, entry), entry._replace(observer=found[0].staff_no))
        names = t("observing.list_comma").join(f"{person.name}({person.staff_no})" for person in found[:6])
        several = t("week.several_people", text=answer, names=names) if found else ""
        typed, why = answer, several or t("week.nobody_called", text=answer)


def _who_could(proposal: Proposal, entry: Entry) -> str:
    """Those whom it would bring most, of all who could come."""
    people = [person.id for person in proposal.given.people if person.id != entry.observer]
    _, week, day, period, teacher = entry
    name = name_of(proposal.given)
    offered = lessons_for(proposal, people, teacher, day, period, week)
    return t("observing.list_comma").join(name(one.entry.observer) for one in offered if not one.why) or "-"


def _but(wishes: Wishes, **changes: Any) -> Wishes:
    return replace(wishes, **changes)
