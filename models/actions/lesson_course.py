"""Marking the course of a lesson while observing it, and taking what it proposes into the form."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from data.words import t
from models.actions.filled_forms import FormRefused, filled, may_fill_in, observer_of, template_for
from models.actions.forms import score
from models.journal.writing import insert_record, update_record
from models.rules.lesson_course import END, START, Moment, proposed, seconds_of, stretches
from models.rules.scores import Item
from models.tables.lessons import LessonMoment
from models.tables.reading import tuples

if TYPE_CHECKING:
    from models.actions.desk import Desk

LONGEST = 36_000
"""Seconds; a lesson that is still open after ten hours was forgotten."""


def moments(observation: int) -> list[Moment]:
    """What was marked, in order."""
    rows = LessonMoment.select(LessonMoment.at_second, LessonMoment.work).where(LessonMoment.observation == observation)
    return [Moment(*row) for row in tuples(rows.order_by(LessonMoment.at_second))]


def began_at(observation: int) -> datetime | None:
    """The instant at which the lesson began; None before the first mark, or when all were put in afterwards."""
    rows = (
        LessonMoment.select(LessonMoment.noted_at, LessonMoment.at_second)
        .where(LessonMoment.observation == observation, LessonMoment.noted_at != "")
        .order_by(LessonMoment.at_second)
        .limit(1)
    )
    for noted_at, second in tuples(rows):
        return datetime.fromisoformat(noted_at) - timedelta(seconds=second)
    return None


def mark(desk: Desk, observation: int, work: str, at: datetime) -> Moment:
    """Note that a kind of work begins at the instant ``at``; the first mark is the lesson's beginning.

    Another one in the same second takes its place. Raises FormRefused after the end, or where it is not one's own.
    """
    observer = observer_of(observation)
    if not may_fill_in(desk.store, observer):
        raise FormRefused(t("forms.not_yours"))
    known = moments(observation)
    if any(moment.work == END for moment in known):
        raise FormRefused(t("forms.course_over"))
    if work == START and known:
        raise FormRefused(t("forms.course_begun"))
    began = began_at(observation) or at
    second = min(max(0, int((at - began).total_seconds())), LONGEST)
    facts = {"work": work, "noted_at": at.astimezone(UTC).isoformat(timespec="seconds")}
    same = (LessonMoment.observation == observation) & (LessonMoment.at_second == second)
    with desk.store.change("forms.mark", work):
        found = LessonMoment.get_or_none(same)
        if found is None:
            insert_record(LessonMoment, {"observation": observation, "at_second": second, **facts})
        else:
            update_record(LessonMoment, found.id, facts)
    return Moment(second, work)


def proposals(observation: int) -> dict[int, tuple[Item, int]]:
    """The timed items of the observation's form with the tenths that the lesson's course proposes, by number."""
    form = filled([observation]).get(observation)
    used = form.template if form else template_for(observer_of(observation).lesson)
    found = proposed(used.items, seconds_of(stretches(moments(observation))))
    return {item.seq: (item, found[item.seq]) for item in used.items if item.seq in found}


def accept(desk: Desk, observation: int, seqs: list[int] | None = None) -> int | None:
    """Take the proposed points of those items (all: None) into the form; the change set. Raises FormRefused."""
    found = proposals(observation)
    return score(desk, observation, {seq: points for seq, (_, points) in found.items() if seqs is None or seq in seqs})
