"""The sample school's registers of the term, put into its store with everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from data.sample.own_work import sample_materials, sample_plans, sample_scores
from data.sample.records import SampleContest, sample_records
from data.sample.school import sample_school
from models.actions.materials import keep_file
from models.journal.writing import insert_records
from models.rules.classes import grade_of
from models.tables.people import ClassGroup
from models.tables.reading import tuples
from models.tables.records import (
    Contest,
    ContestEntry,
    ContestScore,
    FundEntry,
    HomeworkCheck,
    ImprovementPlan,
    Material,
    Project,
    ProjectMember,
    Publication,
    RuleReading,
    SchoolRule,
)


def add_records(people: dict[str, int]) -> None:
    """Write them all. Inside an action only; ``people`` are ids by staff number."""
    sample = sample_records()

    def insert(table: Any, rows: Iterable[NamedTuple], **told: Callable[[Any], Any]) -> list[int]:
        """Write records without what lies in a table of its own; ``told`` gives a field's value another way."""
        kept = table._meta.fields
        return insert_records(
            table,
            (
                {name: told[name](value) if name in told else value for name, value in facts.items() if name in kept}
                for facts in (row._asdict() for row in rows)
            ),
        )

    contests = insert(Contest, sample.contests)
    entries = insert_records(
        ContestEntry,
        (
            {**entry._asdict(), "contest": row_id, "teacher": people[entry.teacher]}
            for row_id, contest in zip(contests, sample.contests, strict=True)
            for entry in contest.entries
        ),
    )
    _add_scores(people, sample.contests, entries)
    projects = insert(Project, sample.projects, leader=people.__getitem__)
    insert_records(
        ProjectMember,
        (
            {"project": row_id, "teacher": people[number], "task": task}
            for row_id, project in zip(projects, sample.projects, strict=True)
            for number, task in project.members
        ),
    )
    insert(Publication, sample.papers, teacher=people.__getitem__)
    insert(HomeworkCheck, sample.homework, class_group=_classes().__getitem__)
    rules = insert(SchoolRule, sample.rules)
    insert_records(
        RuleReading,
        (
            {"rule": row_id, "teacher": people[number], "read_on": day}
            for row_id, rule in zip(rules, sample.rules, strict=True)
            for number, day in rule.readings
        ),
    )
    insert(FundEntry, sample.fund, teacher=lambda number: people.get(number))
    insert(ImprovementPlan, sample_plans(), teacher=people.__getitem__)
    insert_records(
        Material,
        (
            {
                **{name: value for name, value in one._asdict().items() if name != "content"},
                "teacher": people[one.teacher],
                "file": keep_file(one.content.encode(), ".txt") if one.content else None,
            }
            for one in sample_materials()
        ),
    )


def _add_scores(people: dict[str, int], contests: Sequence[SampleContest], entries: Sequence[int]) -> None:
    """What judges gave: ``entries`` are the ids of all entries, in the contests' order."""
    at = 0
    for contest in contests:
        ids = entries[at : at + len(contest.entries)]
        at += len(contest.entries)
        insert_records(
            ContestScore,
            (
                {
                    "entry": ids[one.place],
                    "judge": people.get(one.judge),
                    "judge_name": one.judge_name,
                    "score_x10": one.score_x10,
                }
                for one in sample_scores(tuple(entry.score_x10 for entry in contest.entries))
                if one.contest == contest.title
            ),
        )


def _classes() -> dict[tuple[int, int], int]:
    first_day = date.fromisoformat(sample_school().starts_on)
    rows = tuples(ClassGroup.select(ClassGroup.id, ClassGroup.entry_year, ClassGroup.class_no))
    return {(grade_of(entry_year, first_day), number): row_id for row_id, entry_year, number in rows}
