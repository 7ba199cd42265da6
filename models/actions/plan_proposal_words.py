"""A proposal of observations in a person's words."""

from __future__ import annotations

from data.planning.values import Entry
from data.words import t
from models.actions.observing_words import day_words
from models.actions.plan_proposal_basis import Basis
from models.planning.measure import Shortfall
from models.planning.telling import Name, shortfall_words


def when_words(week: int) -> str:
    """'第14周'."""
    return t("week.week", week=week)


def entry_day_words(basis: Basis, entry: Entry, name: Name) -> str:
    """'王强听李芳：第14周 12月2日(周三)第2节'."""
    day = day_words(basis.day_of(entry.week, entry.day).isoformat())
    facts = {"week": entry.week, "day": day, "period": entry.period}
    return t("planner.entry", who=name(entry.observer), teacher=name(entry.teacher), **facts)


def instead_words(basis: Basis, entry: Entry, name: Name) -> str:
    """', 改听第15周周三第3节张明的课'."""
    day = day_words(basis.day_of(entry.week, entry.day).isoformat())
    return t("planner.instead", day=day, period=entry.period, teacher=name(entry.teacher))


def broken_words(why: str, entry: Entry, name: Name) -> str:
    """Why what people were told cannot be, in a sentence; for what could be that it was planned anew."""
    if not why:
        return t("planner.planned_anew")
    who, teacher = name(entry.observer), name(entry.teacher)
    return t(f"planner.broken.{why}", who=who, teacher=teacher)  # family planner.broken.*


def lacking_words(one: Shortfall, name: Name, last_week: int, whole: bool) -> str:
    """What is lacking, in a sentence; where only some weeks are planned, against what is due by the end of them."""
    if whole or one.what != "quota":
        return shortfall_words(one, name)
    have = one.wanted - one.missing
    return t("planner.due", who=name(one.person), have=have, wanted=one.wanted, missing=one.missing, week=last_week)
