"""Reflections on their way: written, handed in, given back, read with a grade, filed, tagged; each an action.

What is only read stands in `reflection_pieces`; the names that others need are given on here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from data.words import t
from models.actions.reflection_pieces import Piece as Piece
from models.actions.reflection_pieces import Step as Step
from models.actions.reflection_pieces import Wanted as Wanted
from models.actions.reflection_pieces import inbox as inbox
from models.actions.reflection_pieces import pieces as pieces
from models.actions.reflection_pieces import reflection_rules as reflection_rules
from models.actions.reflection_pieces import steps_of as steps_of
from models.actions.reflection_pieces import text_of as text_of
from models.journal.writing import delete_record, insert_record, update_record
from models.rules.reflections import (
    AGAIN,
    DRAFT,
    FILED,
    HANDED_IN,
    READ,
    RETURNED,
    WAITING,
    characters_in,
    handed_in_as,
    may_follow,
    month_of,
)
from models.store.change import now
from models.store.errors import StoreError
from models.tables.people import Teacher
from models.tables.reading import dicts, tuples
from models.tables.reflections import Reflection, ReflectionStep, ReflectionTag, ReflectionText

if TYPE_CHECKING:
    from models.actions.desk import Desk

LONGEST = 200_000
"""Characters that a text may have; more is refused with a sentence, nothing is cut off."""


class ReflectionRefused(StoreError, ValueError):
    """It cannot be done; ``str`` says why and what to do instead, to be told like whatever else a store refuses."""


@dataclass(frozen=True, slots=True)
class Done:
    """What an action did: its change set (None when nothing changed), the pieces concerned, and for each other piece
    the sentence why not."""

    change_id: int | None
    done: tuple[int, ...]
    refused: Mapping[int, str] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """The piece, where there was one."""
        return self.done[0]


# -- the author --------------------------------------------------------------------------------------------------------


def save_draft(
    desk: Desk,
    *,
    teacher: str,
    kind: str = "",
    month: str = "",
    title: str = "",
    body: str = "",
    week: int = 0,
    lesson: int | None = None,
    activity: int | None = None,
    reflection: int | None = None,
) -> Done:
    """Keep what somebody (a staff number) has written so far: a new draft, or the piece ``reflection``, which must be a
    draft or have been given back. Raises ReflectionRefused."""
    _ensure_short(body)
    facts = {
        "teacher": teacher_id(teacher),
        "kind": kind,
        "month": month or month_of(desk.today),
        "week": week,
        "lesson": lesson,
        "activity": activity,
        "title": title.strip()[:120],
        "characters": characters_in(body),
    }
    with desk.store.change("reflections.draft", title.strip()[:120]) as change:
        if reflection is None:
            made = begin(desk, facts, body, DRAFT)
        else:
            row = row_of(reflection)
            if row["state"] not in (DRAFT, RETURNED):
                raise ReflectionRefused(
                    t("reflections.handed_in_already", state=t(f"reflections.state.{row['state']}"))
                )
            made = reflection
            update_record(Reflection, made, facts)
            write_text(made, body)
    return Done(change.id, (made,))


def hand_in(desk: Desk, ids: Sequence[int]) -> Done:
    """Hand in drafts and what was given back, as one action. One without a text, an author or a kind stays."""
    refused: dict[int, str] = {}
    done: list[int] = []
    with desk.store.change("reflections.hand_in") as change:
        for reflection in ids:
            row = row_of(reflection)
            wanted = handed_in_as(row["state"])
            if why := _why_not(row, wanted) or _why_incomplete(row):
                refused[reflection] = why
                continue
            come_into(desk, reflection, wanted, "", {"handed_in_at": now(), "handed_in_on": desk.today.isoformat()})
            done.append(reflection)
    return Done(change.id, tuple(done), refused)


def discard(desk: Desk, reflection: int) -> int | None:
    """Throw a draft away. What was handed in stays. Raises ReflectionRefused."""
    with desk.store.change("reflections.discard") as change:
        row = row_of(reflection)
        if row["state"] not in (DRAFT, WAITING) or row["handed_in_on"]:
            raise ReflectionRefused(t("reflections.only_drafts_go"))
        for table in (ReflectionTag, ReflectionStep, ReflectionText):
            for (beside,) in tuples(table.select(table.id).where(table.reflection == reflection)):
                delete_record(table, beside)
        delete_record(Reflection, reflection)
    return change.id


def share(desk: Desk, ids: Sequence[int], shared: bool = True) -> Done:
    """Let the group read a piece, or no longer: the author's own doing."""
    return _write(desk, "reflections.share", ids, {"is_shared": shared})


def consent(desk: Desk, ids: Sequence[int], answer: str) -> Done:
    """The author's 'given' or 'refused' to a piece's being shown to others under the author's name."""
    return _write(desk, "reflections.consent", ids, {"consent": answer})


# -- the office --------------------------------------------------------------------------------------------------------


def mark_read(desk: Desk, ids: Sequence[int], grade: str = "", words: str | None = None, file: bool = False) -> Done:
    """Read pieces, with a grade and some words to the author; with ``file`` they are filed at once too. Without words
    (None) those stay that were said at reading; why it once came back is no longer said."""
    facts: dict[str, Any] = {"grade": grade} | ({} if words is None else {"answer": words[:2000]})
    return _move(desk, "reflections.read", ids, READ, (words or "")[:2000], facts, then_file=file)


def give_back(desk: Desk, ids: Sequence[int], reason: str) -> Done:
    """Give pieces back to their authors with the reason. Raises ReflectionRefused without one."""
    if not reason.strip():
        raise ReflectionRefused(t("reflections.reason_needed"))
    reason = reason.strip()[:2000]
    return _move(desk, "reflections.give_back", ids, RETURNED, reason, {"answer": reason, "grade": ""})


def file_away(desk: Desk, ids: Sequence[int]) -> Done:
    """File pieces, those not read yet as well."""
    return _move(desk, "reflections.file", ids, FILED, "", {})


def take_out(desk: Desk, ids: Sequence[int]) -> Done:
    """Take filed pieces out again: they are read then."""
    return _move(desk, "reflections.take_out", ids, READ, "", {})


def flag(desk: Desk, ids: Sequence[int], flagged: bool = True) -> Done:
    """Mark pieces for the yearbook, or no longer. Who is marked is asked for consent, unless an answer is there."""
    with desk.store.change("reflections.flag") as change:
        for reflection in ids:
            row = row_of(reflection)
            asked = {"consent": "asked"} if flagged and not row["consent"] else {}
            update_record(Reflection, reflection, {"is_flagged": flagged, **asked})
    return Done(change.id, tuple(ids))


def tag(desk: Desk, ids: Sequence[int], word: str, on: bool = True) -> Done:
    """Put a word on pieces, or take it off. Raises ReflectionRefused for no word."""
    word = word.strip()[:40]
    if not word:
        raise ReflectionRefused(t("reflections.tag_needed"))
    with desk.store.change("reflections.tag", word) as change:
        for reflection in ids:
            row_of(reflection)
            kept = ReflectionTag.get_or_none(ReflectionTag.reflection == reflection, ReflectionTag.tag == word)
            if on and kept is None:
                insert_record(ReflectionTag, {"reflection": reflection, "tag": word})
            elif not on and kept is not None:
                delete_record(ReflectionTag, kept.id)
    return Done(change.id, tuple(ids))


def assign(
    desk: Desk,
    ids: Sequence[int],
    *,
    teacher: str | None = None,
    kind: str | None = None,
    month: str | None = None,
    week: int | None = None,
    lesson: int | None = None,
    activity: int | None = None,
    title: str | None = None,
) -> Done:
    """Say whose pieces are and what they count for; what is not named stays as it is. A piece that waited only for
    that counts as handed in on the day it came."""
    named = {"kind": kind, "month": month, "week": week, "lesson": lesson, "activity": activity, "title": title}
    facts: dict[str, Any] = {name: value for name, value in named.items() if value is not None}
    if teacher is not None:
        facts["teacher"] = teacher_id(teacher)
    with desk.store.change("reflections.assign") as change:
        for reflection in ids:
            assign_within(desk, reflection, facts)
    return Done(change.id, tuple(ids))


# -- inside an action --------------------------------------------------------------------------------------------------


def begin(desk: Desk, facts: Mapping[str, Any], body: str, state: str, words: str = "") -> int:
    """Make a piece with its text and first step; the table's own names. ``characters`` is counted. Inside an action
    only. What is handed in at once gets the present day unless ``facts`` names another."""
    at = now()
    whole = {"received_at": at, "characters": characters_in(body), **facts, "state": state}
    if state == HANDED_IN:
        whole = {"handed_in_at": at, "handed_in_on": desk.today.isoformat(), **whole}
    reflection = insert_record(Reflection, whole)
    insert_record(ReflectionText, {"reflection": reflection, "body": body})
    add_step(desk, reflection, state, words)
    return reflection


def write_text(reflection: int, body: str) -> None:
    """Keep the text of a piece. Inside an action only."""
    kept = tuples(ReflectionText.select(ReflectionText.id).where(ReflectionText.reflection == reflection))
    if kept:
        update_record(ReflectionText, kept[0][0], {"body": body})
    else:
        insert_record(ReflectionText, {"reflection": reflection, "body": body})


def come_into(desk: Desk, reflection: int, state: str, words: str, facts: Mapping[str, Any]) -> None:
    """Bring a piece into a state and note the step. Inside an action only; whether it may is the caller's to ask."""
    update_record(Reflection, reflection, {**facts, "state": state})
    add_step(desk, reflection, state, words)


def add_step(desk: Desk, reflection: int, state: str, words: str = "") -> None:
    insert_record(
        ReflectionStep, {"reflection": reflection, "state": state, "at": now(), "who": desk.who[:60], "words": words}
    )


def assign_within(desk: Desk, reflection: int, facts: Mapping[str, Any]) -> None:
    """`assign` inside an action, by the table's own names."""
    row = {**row_of(reflection), **facts}
    update_record(Reflection, reflection, facts)
    if row["state"] == WAITING and row["teacher"] and row["kind"]:
        came = row["received_at"]
        known = {"month": row["month"] or month_of(came)}
        day = {"handed_in_at": came, "handed_in_on": row["handed_in_on"] or came[:10]}
        come_into(desk, reflection, HANDED_IN, "", {**day, **known})


def row_of(reflection: int) -> dict[str, Any]:
    """The piece as the table keeps it. Raises ReflectionRefused for one that is gone."""
    rows = dicts(Reflection.select().where(Reflection.id == reflection))
    if not rows:
        raise ReflectionRefused(t("reflections.gone"))
    return rows[0]


def teacher_id(staff_no: str) -> int | None:
    """The id of somebody on the staff; None for ''. Raises ReflectionRefused for a number that nobody has."""
    if not staff_no:
        return None
    found = Teacher.get_or_none(Teacher.staff_no == staff_no)
    if found is None:
        raise ReflectionRefused(t("reflections.nobody", number=staff_no))
    return found.id


def _move(
    desk: Desk,
    action: str,
    ids: Sequence[int],
    state: str,
    words: str,
    facts: Mapping[str, Any],
    then_file: bool = False,
) -> Done:
    refused: dict[int, str] = {}
    done: list[int] = []
    with desk.store.change(action, words[:200]) as change:
        for reflection in ids:
            row = row_of(reflection)
            if why := _why_not(row, state):
                refused[reflection] = why
                continue
            forgotten = {"answer": ""} if row["state"] == AGAIN else {}
            come_into(desk, reflection, state, words, {**forgotten, **facts})
            if then_file:
                come_into(desk, reflection, FILED, "", {})
            done.append(reflection)
    return Done(change.id, tuple(done), refused)


def _write(desk: Desk, action: str, ids: Sequence[int], facts: Mapping[str, Any]) -> Done:
    with desk.store.change(action) as change:
        for reflection in ids:
            row_of(reflection)
            update_record(Reflection, reflection, facts)
    return Done(change.id, tuple(ids))


def _why_not(row: Mapping[str, Any], wanted: str) -> str:
    """The sentence why a piece cannot come into a state; ''."""
    if may_follow(row["state"], wanted):
        return ""
    return t(
        "reflections.cannot",
        title=row["title"] or t("reflections.untitled"),
        state=state_words(row["state"]),
        wanted=state_words(wanted),
    )


def state_words(state: str) -> str:
    """A state inside a sentence."""
    return t(f"reflections.state.{state}")  # family reflections.state.*


def _why_incomplete(row: Mapping[str, Any]) -> str:
    if not row["teacher"]:
        return t("reflections.author_needed")
    if not row["kind"]:
        return t("reflections.kind_needed")
    if not row["characters"] and not row["file"]:
        return t("reflections.text_needed")
    return ""


def _ensure_short(body: str) -> None:
    if len(body) > LONGEST:
        raise ReflectionRefused(t("reflections.too_long", length=len(body), longest=LONGEST))
