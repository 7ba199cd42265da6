"""What a lesson's forms come to: every observer's score, means, spread, and what the teacher answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from data.words import t
from models.actions.filled_forms import Filled, FormRefused, filled
from models.actions.lesson_facts import LessonFacts, Observer, heads_group_of, lesson, lessons, observers
from models.journal.writing import update_record
from models.rules.adjusted import FEWEST_FORMS, FEWEST_LINKED, Adjusted, Adjustment, Mark, adjust
from models.rules.form_rights import Sight, sight
from models.rules.scores import NOT_APPLICABLE, Item, Spread, band_of, spread_of, trimmed_mean
from models.tables.lessons import OpenLesson
from models.tables.people import Term
from models.tables.reading import tuples

if TYPE_CHECKING:
    from models.actions.desk import Desk
    from models.store import Store


@dataclass(frozen=True, slots=True)
class ObserverScore:
    """One observer's form, or none yet. ``score_x10`` is out of 100, None while the form is not complete."""

    observer: Observer
    form: Filled | None

    @property
    def score_x10(self) -> int | None:
        return self.form.score_x10 if self.form else None

    @property
    def band(self) -> str:
        """A code of 'form_band'; '' without a score."""
        value = self.score_x10
        return band_of(self.form.template.bands, value) if self.form and value is not None else ""

    @property
    def counts(self) -> bool:
        return self.form is not None and self.form.status == "handed_in" and self.score_x10 is not None


@dataclass(frozen=True, slots=True)
class LessonResult:
    """A lesson's forms as far as ``sight`` lets whoever looks see them. Means are of what was handed in, out of 100.

    ``items`` are those of the form that most used, with how far the observers part. ``adjusted`` is None where there is
    too little to go by; ``why_not_adjusted`` says so.
    """

    facts: LessonFacts
    sight: Sight
    scores: tuple[ObserverScore, ...]
    expected: int
    spread: Spread | None
    trimmed: float | None
    band: str
    items: tuple[tuple[Item, Spread], ...]
    adjusted: Adjusted | None
    why_not_adjusted: str = ""


class Results:
    """The results of one school as whoever acts may see them. Make a new one after something was written."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._adjustments: dict[tuple[str, str], Adjustment | None] = {}
        self._observers: dict[int, list[Observer]] = {}
        self._forms: dict[int, Filled] = {}

    def of(self, facts: Sequence[LessonFacts]) -> list[LessonResult]:
        """The results of those lessons, in that order; those of which nothing may be seen are left out."""
        self._read(facts)
        found = []
        for one in facts:
            mine = _sight(self._desk.store, one, self._observers[one.id])
            if mine is not Sight.NOTHING:
                found.append(self._result(one, mine, self._observers[one.id], self._forms))
        return found

    def _read(self, facts: Sequence[LessonFacts]) -> None:
        """Read who observed those lessons and their forms, of each lesson once."""
        fresh: dict[int, list[Observer]] = {one.id: [] for one in facts if one.id not in self._observers}
        if not fresh:
            return
        for observer in observers(fresh):
            fresh[observer.lesson].append(observer)
        self._observers |= fresh
        self._forms |= filled(one.observation for group in fresh.values() for one in group)

    def lesson(self, lesson_id: int) -> LessonResult:
        """Raises LookupError for a lesson that is gone, FormRefused for one of which nothing may be seen."""
        found = self.of([lesson(lesson_id)])
        if not found:
            raise FormRefused(t("forms.not_to_be_seen"))
        return found[0]

    def _result(
        self, facts: LessonFacts, mine: Sight, who: Sequence[Observer], forms: dict[int, Filled]
    ) -> LessonResult:
        scores = [
            ObserverScore(one, forms.get(one.observation))
            for one in who
            if one.status in ("planned", "came") or one.observation in forms
        ]
        counted = [one for one in scores if one.counts]
        values = [value / 10 for one in counted if (value := one.score_x10) is not None]
        spread, open_to_all = spread_of(values), mine is Sight.ALL
        adjustment = self._adjustment(facts.held_on) if open_to_all and len(values) >= FEWEST_FORMS else None
        adjusted = adjustment.lessons.get(facts.id) if adjustment else None
        bands = counted[0].form.template.bands if counted and counted[0].form else ()
        return LessonResult(
            facts,
            mine,
            tuple(one for one in scores if mine is Sight.ALL or _is_own(self._desk.store, one.observer)),
            len(scores),
            spread if open_to_all else None,
            trimmed_mean(values) if open_to_all else None,
            band_of(bands, round(spread.mean * 10)) if spread and open_to_all else "",
            _item_spreads(counted) if open_to_all else (),
            adjusted,
            "" if adjusted or not open_to_all else t("forms.no_adjusted", forms=FEWEST_FORMS, linked=FEWEST_LINKED),
        )

    def _adjustment(self, held_on: str) -> Adjustment | None:
        """Over all lessons of the same term, read once."""
        term = _around(held_on, self._terms)
        if term not in self._adjustments:
            facts = lessons(since=term[0], until=term[1])
            self._read(facts)
            self._adjustments[term] = adjust(self._marks(facts))
        return self._adjustments[term]

    @cached_property
    def _terms(self) -> list[tuple[str, str]]:
        """The first and last days of the terms, in order."""
        return tuples(Term.select(Term.starts_on, Term.ends_on).order_by(Term.starts_on))

    def _marks(self, facts: Sequence[LessonFacts]) -> Iterator[Mark]:
        for one in facts:
            for observer in self._observers[one.id]:
                form = self._forms.get(observer.observation)
                score = form.score_x10 if form and form.status == "handed_in" else None
                if score is not None:
                    yield Mark(one.id, observer.key, score / 10)


def answer(desk: Desk, lesson_id: int, reply: str) -> int | None:
    """Keep what the teacher answers to the observers; the change set. Raises FormRefused for anybody else."""
    facts = lesson(lesson_id)
    actor = desk.store.actor
    if actor.role not in ("admin", "office") and actor.teacher_id != (facts.teacher_id or None):
        raise FormRefused(t("forms.not_your_lesson"))
    with desk.store.change("forms.reply") as change:
        update_record(OpenLesson, lesson_id, {"reply": reply.strip()[:4000]})
    return change.id


def _around(day: str, terms: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The days of the term that the day lies in, else of its year."""
    return next(
        ((first, last) for first, last in terms if first <= day <= last), (day[:4] + "-01-01", day[:4] + "-12-31")
    )


def _item_spreads(counted: Sequence[ObserverScore]) -> tuple[tuple[Item, Spread], ...]:
    """How far observers part on each item of the form that most of them used, in points."""
    forms = [one.form for one in counted if one.form and one.form.points]
    if not forms:
        return ()
    used = [form.template.id for form in forms]
    most = max(dict.fromkeys(used), key=used.count)
    own = [form for form in forms if form.template.id == most]
    found = []
    for item in own[0].template.items:
        values = [form.points[item.seq] / 10 for form in own if form.points.get(item.seq, NOT_APPLICABLE) >= 0]
        if spread := spread_of(values):
            found.append((item, spread))
    return tuple(found)


def _sight(store: Store, facts: LessonFacts, who: Sequence[Observer]) -> Sight:
    actor = store.actor
    teaches = bool(facts.teacher_id) and actor.teacher_id == facts.teacher_id
    heads = actor.role == "head" and heads_group_of(store, facts.teacher_id)
    return sight(actor.role, teaches, any(_is_own(store, one) for one in who), heads)


def _is_own(store: Store, observer: Observer) -> bool:
    return bool(observer.teacher_id) and observer.teacher_id == store.actor.teacher_id
