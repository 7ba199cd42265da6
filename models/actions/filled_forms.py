"""Filled evaluation forms as plain values, and which form a lesson has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.words import t
from models.actions.form_templates import Template, proposed, template, templates
from models.actions.lesson_facts import Observer, heads_group_of, lesson, observers
from models.rules.form_rights import may_fill
from models.rules.scores import NOT_APPLICABLE, FormSum, sum_of
from models.store import Store
from models.tables.lessons import EvaluationForm, FormItem, FormScore, Observation
from models.tables.reading import dicts, tuples

TEXTS = ("strengths", "problems", "suggestions")
"""The three texts of a form: codes of 'form_text' and names of the fields."""
NO_CONTROL = -1


class FormRefused(ValueError):
    """The form cannot be filled in or handed in like that; ``str(error)`` says why and what would do."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it stands. ``points`` are tenths by the item's number, or NOT_APPLICABLE; only what is there.

    A quick record of a score out of a hundred has no items: ``template`` is then the one that it would be filled with.
    """

    id: int
    observation: int
    template: Template
    status: str
    handed_in_on: str
    points: Mapping[int, int]
    texts: Mapping[str, str]
    bonus_x10: int
    control_x10: int
    reason: str
    is_quick: bool = False

    @property
    def sum(self) -> FormSum:
        return sum_of(self.template.items, self.points, self.bonus_x10)

    @property
    def score_x10(self) -> int | None:
        """Out of 100. A quick record has only the total that somebody typed."""
        if not self.points and self.control_x10 != NO_CONTROL:
            return self.control_x10
        return self.sum.score_x10


def filled(observations: Iterable[int]) -> dict[int, Filled]:
    """The forms of those observations that have one, by observation."""
    wanted = list(observations)
    rows = dicts(EvaluationForm.select().where(EvaluationForm.observation.in_(wanted)))
    points: dict[int, dict[int, int]] = {row["id"]: {} for row in rows}
    scores = (
        FormScore.select(FormScore.form, FormItem.seq, FormScore.points_x10, FormScore.not_applicable)
        .join(FormItem, on=(FormScore.item == FormItem.id))
        .where(FormScore.form.in_(list(points)))
    )
    for form_id, seq, value, absent in tuples(scores):
        points[form_id][seq] = NOT_APPLICABLE if absent else value
    editions: dict[int | None, Template] = {}
    for used in {row["template"] for row in rows}:
        editions[used] = templates()[0] if used is None else template(used)
    return {
        row["observation"]: Filled(
            row["id"],
            row["observation"],
            editions[row["template"]],
            row["status"],
            row["handed_in_on"],
            points[row["id"]],
            {name: row[name] for name in TEXTS},
            row["bonus_x10"],
            row["total_x10"],
            row["reason"],
            row["template"] is None,
        )
        for row in rows
    }


def template_for(lesson_id: int) -> Template:
    """The form of a lesson: the one that its forms use already, else the one that is proposed for it."""
    begun = (
        EvaluationForm.select(EvaluationForm.template)
        .join(Observation, on=(EvaluationForm.observation == Observation.id))
        .where(Observation.lesson == lesson_id, EvaluationForm.status != "void", EvaluationForm.template.is_null(False))
        .order_by(EvaluationForm.id)
        .limit(1)
    )
    for (template_id,) in tuples(begun):
        return template(template_id)
    facts = lesson(lesson_id)
    return (proposed(templates(), facts.subject, facts.kind) or templates())[0]


def observer_of(observation: int) -> Observer:
    """Raises FormRefused for an observation that is no longer there."""
    found = observers(observation=observation)
    if not found:
        raise FormRefused(t("forms.observation_gone"))
    return found[0]


def may_fill_in(store: Store, observer: Observer) -> bool:
    """Whether whoever acts may fill in that observer's form."""
    actor = store.actor
    own = bool(observer.teacher_id) and observer.teacher_id == actor.teacher_id
    heads = actor.role == "head" and heads_group_of(store, lesson(observer.lesson).teacher_id)
    return may_fill(actor.role, own, heads)
