"""What is emptied of somebody who has left and is made anonymous, and what stays so that no count changes.

Who taught, observed, attended, published and won how much when stays; who it was goes, and with it the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

TEACHER, ACCOUNT = "teacher", "account"

DUE_AFTER = 36
"""Months after leaving, until a school sets its own number."""

LEFT = ("retired", "transferred")
"""The states of staff who have left."""

NAME_FIELDS = frozenset({"name"})
"""Of the person's own rows the fields that hold the name, and get the new one."""

TEACHER_FIELDS = (
    *("name_pinyin", "name_initials", "born_on", "ethnicity", "political", "graduated_from", "major"),
    *("working_since", "joined_on", "position", "phone", "remark"),
)


@dataclass(frozen=True, slots=True)
class Emptied:
    """The rows of a table whose ``column`` points at one of ``owner``'s rows are somebody's, and are called ``called``
    by those that point at them; ``fields`` are emptied. ``texts`` tells fields that a school may keep without name."""

    table: str
    column: str
    owner: str
    fields: tuple[str, ...]
    texts: tuple[str, ...] = ()
    called: str = ""

    @property
    def own(self) -> str:
        return self.called or self.table


EMPTIED: tuple[Emptied, ...] = (
    Emptied("honour", "teacher_id", TEACHER, ("issuer",)),
    Emptied("group_member", "teacher_id", TEACHER, ("duty",)),
    Emptied("attendance", "teacher_id", TEACHER, ("remark",)),
    Emptied("absence", "teacher_id", TEACHER, ("reason",)),
    Emptied("open_lesson", "teacher_id", TEACHER, ("remark", "reason"), ("reply",)),
    Emptied("observation", "observer_id", TEACHER, ("remark", "reason")),
    Emptied("observation", "lesson_id", "open_lesson", ("remark",), (), "observed"),
    Emptied("evaluation_form", "observation_id", "observation", ("reason",), ("strengths", "problems", "suggestions")),
    Emptied(
        *("evaluation_form", "observation_id", "observed", ("reason",), ("strengths", "problems", "suggestions")),
        "form_about",
    ),
    Emptied("pairing_profile", "teacher_id", TEACHER, ("reason",)),
    Emptied("pairing_log", "recorded_by_id", TEACHER, (), ("words",)),
    Emptied("reflection", "teacher_id", TEACHER, ("file_name", "sender", "problem"), ("title", "answer")),
    Emptied("reflection_text", "reflection_id", "reflection", (), ("body",)),
    Emptied("reflection_step", "reflection_id", "reflection", ("who",), ("words",)),
    Emptied("contest_entry", "teacher_id", TEACHER, ("remark",), ("work",)),
    Emptied("contest_score", "judge_id", TEACHER, ("judge_name", "remark")),
    Emptied("project_member", "teacher_id", TEACHER, ("task",)),
    Emptied("publication", "teacher_id", TEACHER, ("outlet", "remark"), ("title",)),
    Emptied("fund_entry", "teacher_id", TEACHER, ("reason",), ("appeal", "answer")),
    Emptied("exemption", "teacher_id", TEACHER, ("reason",)),
    Emptied("improvement_plan", "teacher_id", TEACHER, (), ("problem", "goal", "steps", "outcome")),
    Emptied("material", "teacher_id", TEACHER, ("file_name",), ("summary",)),
    Emptied("credit_appeal", "teacher_id", TEACHER, (), ("appeal", "answer")),
    Emptied("candidate", "teacher_id", TEACHER, ("reason",)),
)
"""Owners before the rows that hang on them."""

FILES = ("reflection", "material")
"""Tables whose rows may hold a file as it came."""


def months_since(left: str, today: date) -> int | None:
    """Whole months from a month or day of leaving, '2023-07' or '2023-07-15', to today; None where it is unknown."""
    if len(left) < 7:
        return None
    months = (today.year - int(left[:4])) * 12 + today.month - int(left[5:7])
    return months - (len(left) == 10 and today.day < int(left[8:10]))


def is_due(left: str, today: date, after: int = DUE_AFTER) -> bool:
    """Whether somebody who left then should be made anonymous by now."""
    months = months_since(left, today)
    return months is not None and months >= after
