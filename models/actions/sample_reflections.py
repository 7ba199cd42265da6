"""The sample school's reflections and the exchanges of its groups, put into its store with everything else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

from data.sample.reflections import SampleExchange, SampleReflection, SampleStep, sample_reflections
from data.sample.school import sample_school
from models.journal.writing import insert_records
from models.rules.reflections import characters_in
from models.tables.people import Activity, ActivityRecord, Attendance, StaffGroup
from models.tables.reading import tuples
from models.tables.reflections import Reflection, ReflectionStep, ReflectionTag, ReflectionText, StoredFile

_SCHOOLS_CLOCK = timezone(timedelta(hours=8))
_AS_FILES = ("folder", "dropbox")


def add_reflections(people: dict[str, int], lessons: list[int]) -> None:
    """Write them all. Inside an action only; ``people`` are ids by staff number, ``lessons`` ids in their order."""
    sample = sample_reflections()
    activities = _add_exchanges(sample.exchanges, people)
    files = _add_files(sample.reflections)
    rows = insert_records(
        Reflection,
        (_facts(one, file, people, lessons, activities) for one, file in zip(sample.reflections, files, strict=True)),
    )
    pairs = list(zip(rows, sample.reflections, strict=True))
    insert_records(ReflectionText, ({"reflection": row_id, "body": one.body} for row_id, one in pairs))
    names = {teacher.staff_no: teacher.name for teacher in sample_school().teachers}
    insert_records(
        ReflectionStep,
        (
            {
                "reflection": row_id,
                "state": step.state,
                "at": _instant(step),
                "who": names[step.who],
                "words": step.words,
            }
            for row_id, one in pairs
            for step in one.steps
        ),
    )
    insert_records(ReflectionTag, ({"reflection": row_id, "tag": tag} for row_id, one in pairs for tag in one.tags))


def _facts(
    one: SampleReflection, file: int | None, people: dict[str, int], lessons: list[int], activities: list[int]
) -> dict[str, Any]:
    handed_in = [step for step in one.steps if step.state in ("handed_in", "again")]
    return {
        "teacher": people.get(one.teacher),
        "kind": one.kind,
        "month": one.month,
        "week": one.week,
        "lesson": None if one.lesson is None else lessons[one.lesson],
        "activity": None if one.exchange is None else activities[one.exchange],
        "title": one.title,
        "state": one.steps[-1].state,
        "grade": one.grade,
        "received_at": _instant(one.steps[0]),
        "handed_in_at": _instant(handed_in[-1]) if handed_in else "",
        "handed_in_on": handed_in[-1].day if handed_in else "",
        "characters": characters_in(one.body),
        "file": file,
        "file_name": one.file_name,
        "came_by": one.came_by,
        "answer": one.answer,
        "is_flagged": one.is_flagged,
        "consent": one.consent,
        "is_shared": one.is_shared,
    }


def _add_files(reflections: Iterable[SampleReflection]) -> list[int | None]:
    """Keep the files that came as files; older computers write them in GB18030."""
    kept: dict[str, int] = {}
    found: list[int | None] = []
    for number, one in enumerate(reflections):
        if one.came_by not in _AS_FILES:
            found.append(None)
            continue
        encoding = "gb18030" if number % 3 == 0 else "utf-8"
        content = f"{one.title}\r\n{one.body}\r\n".replace("# ", "").encode(encoding)
        digest = sha256(content).hexdigest()
        if digest not in kept:
            facts = {"sha256": digest, "size": len(content), "suffix": ".txt", "content": content}
            kept[digest] = StoredFile.insert(facts).execute()
        found.append(kept[digest])
    return found


def _add_exchanges(exchanges: tuple[SampleExchange, ...], people: dict[str, int]) -> list[int]:
    groups = dict(tuples(StaffGroup.select(StaffGroup.name, StaffGroup.id).where(StaffGroup.kind == "research")))
    rows = insert_records(
        Activity,
        ({"kind": "group", "title": one.title, "held_on": one.held_on, "place": one.place} for one in exchanges),
    )
    pairs = list(zip(rows, exchanges, strict=True))
    insert_records(
        ActivityRecord,
        (
            {
                "activity": row_id,
                "group": groups[one.group],
                "lead": people[one.lead],
                "minutes": one.minutes,
                "record": one.record,
            }
            for row_id, one in pairs
        ),
    )
    insert_records(
        Attendance,
        (
            {"activity": row_id, "teacher": people[number], "status": status}
            for row_id, one in pairs
            for status, numbers in (("present", one.present), ("official", one.away))
            for number in numbers
        ),
    )
    return rows


def _instant(step: SampleStep) -> str:
    local = datetime.fromisoformat(f"{step.day}T{step.clock}:00").replace(tzinfo=_SCHOOLS_CLOCK)
    return local.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
