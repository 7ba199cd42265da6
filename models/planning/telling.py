"""A plan in sentences and figures: how good it is, part by part, and what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from data.planning.values import Entry, Given
from data.words import t
from models.planning.board import FINE
from models.planning.fixed import NotKept
from models.planning.measure import Shortfall
from models.planning.plan import Plan
from models.planning.why import Relief, WhyNot, WhyThis

Name = Callable[[str], str]
"""What to call somebody, by id."""


class Told(NamedTuple):
    """One thing about a plan: a figure (``value``), or a sentence."""

    section: str
    item: str
    value: int | None
    sentence: str


def name_of(given: Given) -> Name:
    """Names by id, the id beside a name that several bear."""
    names = [person.name for person in given.people]
    known = {
        person.id: (person.name if names.count(person.name) == 1 else f"{person.name}({person.id})") or person.id
        for person in given.people
    }
    return lambda one: known.get(one, one)


def told(plan: Plan, given: Given) -> list[Told]:
    """Everything there is to say about a plan, the figures first."""
    return [*_figures(plan, given), *_sentences(plan, given)]


def _figures(plan: Plan, given: Given) -> Iterator[Told]:
    opened = len({entry[1:] for entry in plan.entries})
    yield Told("plan", "entries", len(plan.entries), t("plan.entries", count=len(plan.entries), lessons=opened))
    yield Told("plan", "opened_lessons", opened, t("plan.opened", count=opened))
    yield Told("plan", "score", plan.score, t("plan.score", score=plan.score))
    yield Told("plan", "bound", plan.bound, quality(plan))
    yield Told("plan", "gap", plan.gap, t("plan.gap", gap=plan.gap))
    for part, value in plan.points.items():
        yield Told("points", part, value, t(f"plan.part.{part}"))  # family plan.part.*


def quality(plan: Plan) -> str:
    """How good it is: proven best, or how far from what cannot be exceeded at the most."""
    if plan.is_best:
        return t("plan.best", bound=plan.bound)
    if plan.gap >= FINE // 2:
        return t("plan.not_proven_missing", count=round(plan.gap / FINE))
    share = f"{100 * plan.gap / plan.bound:.2f}" if plan.bound > 0 else "-"
    return t("plan.not_proven", bound=plan.bound, gap=plan.gap, percent=share)


def _sentences(plan: Plan, given: Given) -> Iterator[Told]:
    name = name_of(given)
    for one in plan.shortfalls:
        yield Told("shortfall", one.what, one.missing, shortfall_words(one, name))
    for one in plan.lost:
        yield Told("lost", one.why, None, t("plan.lost", entry=entry_words(one.entry, name), why=why_words(one, name)))
    for one in plan.exempt:
        words = t("plan.exempt", group=one.group, entry=entry_words(one.entry, name), why=why_words(one, name))
        yield Told("exempt", one.why, None, words)


def shortfall_words(one: Shortfall, name: Name) -> str:
    """'李芳只能听 18 节，还差 2 节'."""
    key = f"plan.short.{one.what}"  # family plan.short.*
    have = one.wanted - one.missing
    return t(key, who=name(one.person), other=name(one.other), missing=one.missing, have=have, wanted=one.wanted)


def entry_words(entry: Entry, name: Name) -> str:
    """'李芳：第3周周三第2节听王强'."""
    return t(
        "plan.entry",
        who=name(entry.observer),
        week=entry.week,
        day=t(f"observing.weekday.{entry.day}"),  # family observing.weekday.*
        period=entry.period,
        teacher=name(entry.teacher),
    )


def why_words(one: NotKept, name: Name) -> str:
    """Why somebody cannot be at that lesson."""
    return t(f"plan.why.{one.why}", who=name(one.entry.observer), teacher=name(one.entry.teacher))  # family plan.why.*


def this_words(entry: Entry, why: WhyThis, name: Name) -> list[str]:
    """Why an entry is in the plan, in sentences."""
    brought = t("plan.list_comma").join(
        f"{t(f'plan.part.{part}')} {points:+}"  # family plan.part.*
        for part, points in why.gains.items()
    )
    found = [t("plan.this", entry=entry_words(entry, name), brought=brought or t("plan.nothing"))]
    if why.pinned:
        found.append(t("plan.this_pinned"))
    if why.group:
        found.append(t("plan.this_group", group=why.group))
    if why.instead is None:
        found.append(t("plan.this_alone"))
    else:
        other = entry_words(why.instead, name)
        if why.loss:
            key = "plan.this_instead" if why.loss > 0 else "plan.this_better"
            found.append(t(key, entry=other, loss=abs(why.loss)))
        else:
            found.append(t("plan.this_equal", entry=other))
    return found


def not_words(entry: Entry, why: WhyNot, name: Name) -> list[str]:
    """Why an entry is not in the plan and what it would cost, in sentences."""
    said = entry_words(entry, name)
    if why.impossible:
        return [t("plan.not_possible", entry=said, why=why_words(NotKept(entry, why.impossible), name))]
    found = []
    if why.in_the_way:
        found.append(t("plan.not_now", entry=said, why=why_words(NotKept(entry, why.in_the_way), name)))
    parts = t("plan.list_comma").join(
        f"{t(f'plan.part.{part}')} {points:+}"  # family plan.part.*
        for part, points in (why.difference or {}).items()
    )
    found.append(t("plan.not_cost", entry=said, cost=why.cost, parts=parts or t("plan.nothing")))
    return found


def relief_words(one: Relief) -> str:
    """What would relieve a shortfall, in a sentence."""
    day = t(f"observing.weekday.{one.value}") if one.kind == "open_day" else ""  # family observing.weekday.*
    return t(f"plan.relief.{one.kind}", value=one.value, day=day, missing=one.missing)  # family plan.relief.*
