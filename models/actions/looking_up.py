"""Which part of the history a person asks for: by whom, about whom, of what kind, between which days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from data.words import t
from models.actions.cell_past import rows_ever
from models.actions.seen import only_actor
from models.actions.wording import action_title
from models.journal.finding import actions_ever, actors_ever
from models.registers.column import Person
from models.rules.dates import parse_partial_date
from models.rules.names import find_people
from models.tables.people import Teacher

if TYPE_CHECKING:
    from models.actions.desk import Desk

_MOST_PEOPLE = 9


@dataclass(frozen=True, slots=True)
class Asked:
    """What the history is asked for; '' and None for no limit. ``teacher`` is a staff number."""

    actor: str = ""
    teacher: str = ""
    action: str = ""
    since: date | None = None
    until: date | None = None

    def but(self, **changes: Any) -> Asked:
        return replace(self, **changes)


def limits(desk: Desk, asked: Asked) -> dict[str, Any]:
    """The arguments for `entries` and `entry_ids`. Raises NotAllowed for somebody who may not see the history."""
    return {
        "actor": only_actor(desk.store, asked.actor) or None,
        "rows": rows_about(desk, asked.teacher) if asked.teacher else (),
        "action": asked.action,
        "since": asked.since,
        "until": asked.until,
    }


def rows_about(desk: Desk, staff_no: str) -> Sequence[tuple[str, int]]:
    """Every row of the history that was ever about that person. Raises LookupError when nobody has the number."""
    found = Teacher.get_or_none(Teacher.staff_no == staff_no)
    if found is None:
        raise LookupError(staff_no)
    return rows_ever(desk.table("roster"), found.id)


def people_meant(desk: Desk, typed: str) -> list[Person]:
    """Whom initials, pinyin, characters or a staff number mean: one where the text names somebody in full."""
    people = find_people(typed, desk.lists.people(), limit=_MOST_PEOPLE)
    exact = [person for person in people if typed.strip() in (person.name, person.staff_no)]
    return exact or people


def doers(desk: Desk) -> list[str]:
    """Everybody who ever did something, as far as the person may see it."""
    own = only_actor(desk.store, "")
    return [own] if own else actors_ever()


def kinds() -> list[tuple[str, str]]:
    """Every kind of action that was ever done, ``(id, words)``."""
    return [(action, action_title(action)) for action in actions_ever()]


def read_day(text: str, today: date) -> date | None:
    """A typed day; None for blank text. Raises Unreadable."""
    if not text.strip():
        return None
    found = parse_partial_date(text, earliest=None, latest=None, today=today, day_required=True)
    return date.fromisoformat(found)


def asked_in_words(desk: Desk, asked: Asked) -> str:
    """The limits in a line; a word for none."""
    about = desk.lists.people().numbered(asked.teacher) if asked.teacher else None
    parts = [
        t("history.by", who=asked.actor) if asked.actor else "",
        t("history.about", who=about.name if about else asked.teacher) if asked.teacher else "",
        t("history.of_kind", kind=action_title(asked.action)) if asked.action else "",
        t("history.from_day", day=asked.since) if asked.since else "",
        t("history.to_day", day=asked.until) if asked.until else "",
    ]
    return "  ".join(filter(None, parts)) or t("history.everything")
