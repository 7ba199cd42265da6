"""The records of observations: each row is one observer in one lesson, with the lesson's facts beside it.

Rows that name the same day, teacher and period share one lesson, so that eight observers need no eight topics.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import peewee as pw

from data.words import t
from models.actions.form_scores import scores_of
from models.actions.lists import SchoolLists
from models.actions.open_lessons import observed
from models.actions.register_table import Stored
from models.actions.registers.lessons import given_in, lesson_columns, term_of
from models.actions.registers.shared_lesson import drop_if_unused, lesson_for, moved
from models.journal.writing import delete_record, insert_record, update_record
from models.registers.observing import CAME, OBSERVATIONS, PLANNED
from models.rules.counting import ObservingRules, Verdict, verdicts
from models.store.errors import StoreError
from models.tables.lessons import EvaluationForm, FormScore, LessonMoment, Observation, OpenLesson
from models.tables.people import Teacher
from models.tables.reading import ByIds, tuples

OF_LESSON = ("lesson_kind", "held_on_day", "class_group", "lesson_teacher", "topic", "period", "lesson_subject")
"""The columns that belong to the lesson, not to the one observer."""

_ROWS = ByIds(
    Observation.select(
        Observation.id,
        Observation.version,
        Observation.observer,
        Observation.status,
        Observation.minutes,
        Observation.covered_by,
        Observation.recorded_on,
        Observation.remark,
        Observation.reason,
        OpenLesson.id,
        OpenLesson.version,
        OpenLesson.held_on,
        OpenLesson.period,
        OpenLesson.teacher,
        OpenLesson.class_group,
        OpenLesson.subject,
        OpenLesson.kind,
        OpenLesson.topic,
    ).join(OpenLesson, pw.JOIN.LEFT_OUTER, on=(Observation.lesson == OpenLesson.id)),
    Observation.id,
)
_FIELDS = (
    "id",
    "version",
    "observer",
    "observation_status",
    "minutes",
    "covered_by",
    "recorded_on",
    "remark",
    "void_reason",
    "lesson",
    "lesson_version",
    "held_on_day",
    "period",
    "lesson_teacher",
    "class_group",
    "lesson_subject",
    "lesson_kind",
    "topic",
)
_PEOPLE = ("observer", "covered_by", "lesson_teacher")
_NUMBERS = ByIds(Teacher.select(Teacher.id, Teacher.staff_no), Teacher.id)


class ObservationTable:
    """`RegisterTable` of a term's observations by the staff, or of those of one lesson."""

    register = OBSERVATIONS

    def __init__(self, lists: SchoolLists, rules: ObservingRules | None = None, lesson: int | None = None) -> None:
        self._lists = lists
        self._rules = rules or ObservingRules()
        self._lesson = lesson

    def ids(self, everybody: bool = False) -> Sequence[int]:
        query = (
            Observation.select(Observation.id)
            .join(OpenLesson, pw.JOIN.LEFT_OUTER, on=(Observation.lesson == OpenLesson.id))
            .where(Observation.expert.is_null())
            .order_by(OpenLesson.held_on, OpenLesson.period, OpenLesson.id, Observation.id)
        )
        if self._lesson is not None:
            query = query.where(Observation.lesson == self._lesson)
        elif not everybody and (term := term_of(self._lists.today)):
            within = OpenLesson.held_on.between(term.starts_on, term.ends_on)
            query = query.where(within | (OpenLesson.held_on == "") | OpenLesson.held_on.is_null())
        return [row_id for (row_id,) in tuples(query)]

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        rows: list[dict[str, Any]] = [dict(zip(_FIELDS, row, strict=True)) for row in _ROWS(ids)]
        numbers = dict(_NUMBERS(sorted({row[name] for row in rows for name in _PEOPLE if row[name]})))
        codes = self._lists.class_codes()
        scores = scores_of([row["id"] for row in rows])
        judged = self._verdicts({numbers.get(row["observer"], "") for row in rows}, everything=ids is None)
        teaching = self._teaching(rows)
        made = []
        for row in rows:
            values = {name: (numbers.get(row[name], "") if name in _PEOPLE else row[name]) for name in _FIELDS}
            score = scores.get(row["id"])
            values |= {
                "held_on_day": row["held_on_day"] or "",
                "topic": row["topic"] or "",
                "lesson_kind": row["lesson_kind"] or "",
                "lesson_subject": row["lesson_subject"] or "",
                "class_group": codes.get(row["class_group"], ""),
                "period": row["period"] or None,
                "minutes": row["minutes"] or None,
                "score": None if score is None else (score + 5) // 10,
                "counted": verdict_words(judged.get(row["id"])),
                "teaches_then": teaching.get((numbers.get(row["observer"], ""), row["held_on_day"], row["period"]), "")
                if not row["covered_by"]
                else "",
            }
            made.append(Stored(row["id"], row["version"] + (row["lesson_version"] or 0), values))
        return made

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        lesson = self._lesson or lesson_for(self._lists, lesson_columns(self._lists, _lesson_part(values)))
        facts = {"lesson": lesson, "status": CAME, **self._own_facts(values)}
        facts["status"] = facts["status"] or CAME
        if facts["status"] == CAME and not facts.get("recorded_on"):
            facts["recorded_on"] = self._lists.today.isoformat()
        row_id = insert_record(Observation, facts)
        if values.get("score") is not None:
            self._keep_score(row_id, values["score"])
        return row_id

    def update(self, row_id: int, changes: Mapping[str, Any]) -> None:
        own = self._own_facts(changes)
        if "status" in own and not own["status"]:
            own["status"] = CAME
        found: Any = Observation.get_by_id(row_id)
        if changes.get("score") is not None and own.get("status", found.status) == PLANNED:
            own["status"] = CAME  # who scored a lesson was there
        if own.get("status") == CAME and not found.recorded_on and "recorded_on" not in own:
            own["recorded_on"] = self._lists.today.isoformat()
        of_lesson = _lesson_part(changes)
        if of_lesson:
            own["lesson"] = moved(self._lists, found, lesson_columns(self._lists, of_lesson))
        update_record(Observation, row_id, own)
        if of_lesson and found.lesson_id != own["lesson"]:
            drop_if_unused(found.lesson_id)
        if "score" in changes:
            self._keep_score(row_id, changes["score"])

    def delete(self, row_id: int) -> None:
        """Raises StoreError when a form was handed in: that is struck out with a reason, never deleted."""
        form: Any = EvaluationForm.get_or_none(EvaluationForm.observation == row_id)
        if form is not None and (
            form.status != "draft" or FormScore.select().where(FormScore.form == form.id).exists()
        ):
            raise StoreError(t("observing.form_kept"))
        found: Any = Observation.get_by_id(row_id)
        if form is not None:
            delete_record(EvaluationForm, form.id)
        for (moment,) in tuples(LessonMoment.select(LessonMoment.id).where(LessonMoment.observation == row_id)):
            delete_record(LessonMoment, moment)
        delete_record(Observation, row_id)
        if found.lesson_id:
            drop_if_unused(found.lesson_id)

    def taken(self, field: str, value: Any, row_id: int | None) -> str:
        """A score over a form that has points of its own would contradict it."""
        if field == "score" and row_id is not None:
            form: Any = EvaluationForm.get_or_none(EvaluationForm.observation == row_id)
            if form is not None and FormScore.select().where(FormScore.form == form.id).exists():
                return t("observing.has_items")
        return ""

    def written_in(self, row_id: int) -> Sequence[tuple[str, int]]:
        found: Any = Observation.get_or_none(Observation.id == row_id)
        places = [("observation", row_id)]
        if found is not None and found.lesson_id:
            places.append(("open_lesson", found.lesson_id))
        form: Any = EvaluationForm.get_or_none(EvaluationForm.observation == row_id)
        return [*places, ("evaluation_form", form.id)] if form else places

    def row_of(self, table: str, row_id: int) -> int | None:
        return next(iter(self.rows_of(table, row_id)), None)

    def rows_of(self, table: str, row_id: int) -> Sequence[int]:
        """Every row in which the history's row is shown: a lesson is in the rows of all its observers."""
        if table == "observation":
            return (row_id,)
        if table == "open_lesson":
            return [i for (i,) in tuples(Observation.select(Observation.id).where(Observation.lesson == row_id))]
        if table == "evaluation_form":
            found: Any = EvaluationForm.get_or_none(EvaluationForm.id == row_id)
            return (found.observation_id,) if found else ()
        return ()

    def sharing(self, ids: Collection[int]) -> Collection[int]:
        """The other observers' rows of the same lessons."""
        lessons = Observation.select(Observation.lesson).where(Observation.id.in_(list(ids)))
        rows = tuples(Observation.select(Observation.id).where(Observation.lesson.in_(lessons)))
        return [row_id for (row_id,) in rows if row_id not in ids]

    # -- inside ----------------------------------------------------------------------------------------------------

    def _own_facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        for name, value in values.items():
            if name in ("observer", "covered_by"):
                facts[name] = Teacher.get(Teacher.staff_no == value).id if value else None
            elif name == "observation_status":
                facts["status"] = value
            elif name == "minutes":
                facts["minutes"] = value or 0
            elif name in ("recorded_on", "remark"):
                facts[name] = value
        return facts

    def _keep_score(self, row_id: int, score: int | None) -> None:
        form: Any = EvaluationForm.get_or_none(EvaluationForm.observation == row_id)
        if score is None:
            if form is not None:
                update_record(EvaluationForm, form.id, {"total_x10": -1, "status": "draft"})
            return
        facts = {"total_x10": score * 10, "status": "handed_in"}
        if form is None:
            handed_in = {"handed_in_on": self._lists.today.isoformat()}
            insert_record(EvaluationForm, {"observation": row_id, **facts, **handed_in})
        else:
            update_record(EvaluationForm, form.id, facts)

    def _verdicts(self, observers: Iterable[str], everything: bool) -> dict[int, Verdict]:
        term = term_of(self._lists.today)
        if term is None:
            return {}
        names = None if everything else [name for name in observers if name]
        return verdicts(observed(term.starts_on, term.ends_on, names), self._rules)

    def _teaching(self, rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str, int], str]:
        """The class that an observer has to teach, by (staff number, day, period), for the days of these rows."""
        days = {row["held_on_day"] for row in rows if row["held_on_day"] and row["period"]}
        found: dict[tuple[str, str, int], str] = {}
        for iso in days:
            for slot in given_in(date.fromisoformat(iso), self._lists.today):
                found[slot.teacher, iso, slot.period] = slot.class_code
        return found


def verdict_words(verdict: Verdict | None) -> str:
    """Whether an observation counts, in a word or two."""
    if verdict is None:
        return ""
    words = t(f"observing.verdict.{verdict.why}")  # family observing.verdict.*
    return f"{words} {t('observing.late')}" if verdict.late else words


def _lesson_part(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in OF_LESSON}
