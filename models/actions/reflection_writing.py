"""Writing a reflection inside the app: what it is for, the headings to begin with, and a text that is never lost."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from data.words import t
from models.actions.lesson_facts import LessonFacts, lessons
from models.actions.preferences import prefer, preference
from models.actions.reflections import Done, ReflectionRefused, hand_in, pieces, save_draft, text_of
from models.rules.reflections import AFTER_LESSON, CASE, DRAFT, EXCHANGE, INSIGHT, RETURNED, month_of
from models.tables.people import Activity, ActivityRecord, GroupMember, StaffGroup, Teacher
from models.tables.reading import tuples

if TYPE_CHECKING:
    from models.actions.desk import Desk

_UNFINISHED = "reflections.unfinished"
_LONGEST_KEPT = 15_000  # characters; longer texts are saved as drafts more often instead
_DAYS_BACK = 90
HEADINGS: dict[str, tuple[str, ...]] = {
    INSIGHT: ("lesson", "happened", "pupils", "causes", "next"),
    AFTER_LESSON: ("lesson", "happened", "pupils", "causes", "next"),
    EXCHANGE: ("question", "own", "heard"),
    CASE: ("pupil", "happened", "causes", "next"),
}


@dataclass(frozen=True, slots=True)
class Writing:
    """What is being written. ``teacher`` is a staff number, ``reflection`` the piece once it has been kept."""

    teacher: str
    kind: str
    month: str
    title: str = ""
    body: str = ""
    lesson: int | None = None
    activity: int | None = None
    reflection: int | None = None

    def but(self, **changes: Any) -> Writing:
        return replace(self, **changes)


def begun(desk: Desk, teacher: str, kind: str, lesson: int | None = None, activity: int | None = None) -> Writing:
    """A new piece with the headings that one of its kind usually has."""
    title, month = "", month_of(desk.today)
    if lesson is not None and (found := lessons([lesson])):
        title = t("reflections.title_of_lesson", topic=found[0].topic) if found[0].topic else ""
        month = month_of(found[0].held_on)
    if activity is not None:
        row = Activity.get_or_none(Activity.id == activity)
        title, month = (row.title, month_of(row.held_on or desk.today)) if row else (title, month)
    heads = HEADINGS.get(kind, ())
    body = "\n\n".join(f"# {t(f'reflections.heading.{name}')}\n" for name in heads)  # family reflections.heading.*
    return Writing(teacher, kind, month, title[:120], body, lesson, activity)


def taken_up(desk: Desk, reflection: int) -> Writing:
    """A draft, or a piece that was given back, to be written on. Raises ReflectionRefused, NotAllowed."""
    found = pieces(desk, [reflection])
    if not found:
        raise ReflectionRefused(t("reflections.gone"))
    piece = found[0]
    if piece.state not in (DRAFT, RETURNED):
        from models.actions.reflections import state_words

        raise ReflectionRefused(t("reflections.handed_in_already", state=state_words(piece.state)))
    body = text_of(desk, reflection)
    return Writing(piece.staff_no, piece.kind, piece.month, piece.title, body, piece.lesson, piece.activity, reflection)


def keep(desk: Desk, writing: Writing) -> Writing:
    """Keep it as a draft, or as what was given back. What follows need no longer keep the keystrokes.

    Raises ReflectionRefused, NotAllowed.
    """
    facts = {name: value for name, value in asdict(writing).items() if name != "reflection"}
    done = save_draft(desk, **facts, reflection=writing.reflection)
    prefer(desk.store, _UNFINISHED, None)
    return writing.but(reflection=done.id)


def hand_over(desk: Desk, writing: Writing) -> Done:
    """Keep it and hand it in. Raises ReflectionRefused with what is missing, NotAllowed."""
    kept = keep(desk, writing)
    done = hand_in(desk, [kept.reflection] if kept.reflection is not None else [])
    for why in done.refused.values():
        raise ReflectionRefused(why)
    return done


def keep_keystrokes(desk: Desk, writing: Writing) -> bool:
    """Remember the text as it is, beside the history, so that a broken line loses nothing; False for one that is too
    long for that."""
    if len(writing.body) > _LONGEST_KEPT:
        return False
    prefer(desk.store, _UNFINISHED, asdict(writing), lightly=True)
    return True


def unfinished(desk: Desk) -> Writing | None:
    """What a broken session left; None where everything was kept."""
    kept = preference(desk.store, _UNFINISHED)
    try:
        return Writing(**kept) if isinstance(kept, dict) else None
    except TypeError:  # an older or newer program's
        return None


def forget(desk: Desk) -> None:
    """Nothing is unfinished any more."""
    prefer(desk.store, _UNFINISHED, None)


def own_number(desk: Desk) -> str:
    """The staff number of whoever sits at the desk; '' for somebody who writes for others."""
    own = desk.store.actor.teacher_id
    found = Teacher.get_or_none(Teacher.id == own) if own is not None else None
    return found.staff_no if found else ""


def lessons_to_write_about(desk: Desk, teacher: str) -> list[LessonFacts]:
    """The open lessons that somebody gave lately, the latest first."""
    since = (desk.today - timedelta(days=_DAYS_BACK)).isoformat()
    found = lessons(since=since, until=desk.today.isoformat())
    return [one for one in reversed(found) if one.staff_no == teacher and one.status != "cancelled"]


def activities_to_write_about(desk: Desk, teacher: str) -> list[tuple[int, str]]:
    """The meetings of somebody's groups lately, and those that no group is noted for, the latest first."""
    since = (desk.today - timedelta(days=_DAYS_BACK)).isoformat()
    groups = GroupMember.select(GroupMember.group).join(Teacher, on=(GroupMember.teacher == Teacher.id))
    groups = groups.where(Teacher.staff_no == teacher, GroupMember.ends_on == "", GroupMember.group.is_null(False))
    query = (
        Activity.select(Activity.id, Activity.held_on, Activity.title)
        .left_outer_join(ActivityRecord, on=(ActivityRecord.activity == Activity.id))
        .left_outer_join(StaffGroup, on=(ActivityRecord.group == StaffGroup.id))
        .where(Activity.held_on >= since, ActivityRecord.group.is_null() | ActivityRecord.group.in_(groups))
        .order_by(Activity.held_on.desc(), Activity.id.desc())
    )
    return [(row_id, f"{day} {title}".strip()) for row_id, day, title in tuples(query)]
