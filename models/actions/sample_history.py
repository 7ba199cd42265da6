"""The sample school's past: open lessons, observations, forms, reflections, put into its store with everything else."""

from __future__ import annotations

from datetime import date
from typing import Any

from data.sample.observations import SampleForm, SampleHistory, sample_history
from data.sample.school import sample_school
from models.actions.form_templates import add_templates, item_ids
from models.actions.sample_activities import add_activities
from models.actions.sample_pairs import add_pairs
from models.actions.sample_records import add_records
from models.actions.sample_reflections import add_reflections
from models.journal.writing import insert_records
from models.rules.classes import grade_of
from models.tables.lessons import (
    Absence,
    EvaluationForm,
    FormScore,
    FormTemplate,
    Nomination,
    Observation,
    OpenLesson,
    Vote,
)
from models.tables.people import ClassGroup, Expert, Teacher
from models.tables.reading import tuples


def add_history() -> None:
    """Write it all. Inside an action only, after the people are there."""
    history = sample_history()
    people = dict(tuples(Teacher.select(Teacher.staff_no, Teacher.id)))
    insert_records(Absence, [{**one._asdict(), "teacher": people[one.teacher]} for one in history.absences])
    lessons = insert_records(OpenLesson, _lessons(history, people))
    observations = insert_records(Observation, _observations(history, people, lessons))
    add_templates()
    templates = dict(tuples(FormTemplate.select(FormTemplate.code, FormTemplate.id)))
    forms = insert_records(EvaluationForm, [_form(one, observations, templates) for one in history.forms])
    items = {code: item_ids(row_id) for code, row_id in templates.items()}
    scores = (
        {"form": row_id, "item": items[form.template][seq], "points_x10": value or 0, "not_applicable": value is None}
        for row_id, form in zip(forms, history.forms, strict=True)
        for seq, value in form.points.items()
    )
    insert_records(FormScore, scores)
    _add_ladder(history, people, lessons)
    add_pairs(people)
    add_reflections(people, lessons)
    add_activities()
    add_records(people)


def _lessons(history: SampleHistory, people: dict[str, int]) -> list[dict[str, Any]]:
    first_day = date.fromisoformat(sample_school().starts_on)
    classes = {
        (grade_of(entry_year, first_day), number): row_id
        for row_id, entry_year, number in tuples(
            ClassGroup.select(ClassGroup.id, ClassGroup.entry_year, ClassGroup.class_no)
        )
    }
    return [
        {
            **one._asdict(),
            "teacher": people.get(one.teacher),
            "class_group": classes[one.class_group] if one.class_group else None,
        }
        for one in history.lessons
    ]


def _observations(history: SampleHistory, people: dict[str, int], lessons: list[int]) -> list[dict[str, Any]]:
    experts = dict(tuples(Expert.select(Expert.name, Expert.id)))
    return [
        {
            **one._asdict(),
            "lesson": lessons[one.lesson],
            "observer": people.get(one.observer),
            "expert": experts.get(one.expert),
            "covered_by": people.get(one.covered_by),
        }
        for one in history.observations
    ]


def _form(one: SampleForm, observations: list[int], templates: dict[str, int]) -> dict[str, Any]:
    facts = one._asdict()
    del facts["points"]
    return {**facts, "observation": observations[one.observation], "template": templates.get(one.template)}


def _add_ladder(history: SampleHistory, people: dict[str, int], lessons: list[int]) -> None:
    made: list[int] = []
    for one in history.nominations:
        facts = one._asdict()
        del facts["votes"]
        facts["lesson"] = lessons[one.lesson]
        facts["after"] = None if one.after is None else made[one.after]
        made += insert_records(Nomination, [{**facts, "votes": one.in_favour}])
    insert_records(
        Vote,
        (
            {"nomination": row_id, "voter": people[voter], "in_favour": favours}
            for row_id, one in zip(made, history.nominations, strict=True)
            for voter, favours in one.votes.items()
        ),
    )
