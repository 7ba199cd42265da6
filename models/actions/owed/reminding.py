"""Reminders to paste into the school's chat: by group, each person with what they owe, never twice for the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.words import t
from models.actions.desk import Desk
from models.actions.owed.measures import MEASURES
from models.actions.owed.progress import Progress, Standing
from models.actions.owed.told import window_words
from models.journal.writing import insert_records
from models.rules.obligations import OWING, Pace
from models.tables.owed import Reminder
from models.tables.people import Teacher
from models.tables.reading import tuples


@dataclass(frozen=True, slots=True)
class Item:
    """What one person or group owes in one window; ``is_new`` says that nobody has reminded them of it yet."""

    standing: Standing
    pace: Pace
    words: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class GroupReminder:
    """What is sent to one group ('' for those in none, and for the school itself), ready to paste."""

    group: str
    items: tuple[Item, ...]
    text: str


class Reminders:
    """All that people should be reminded of now, as far as whoever is at the desk may see it. Raises NotAllowed."""

    def __init__(self, desk: Desk, progress: Progress | None = None) -> None:
        desk.sight.ensure("reminders")
        self._desk = desk
        self._progress = progress or Progress(desk)
        self._sent = _sent()

    def of(self, group: str | None = None, again: bool = False, obligation: int | None = None) -> list[GroupReminder]:
        """A text for each group that has something to be reminded of; with ``again`` also of what was sent before."""
        by_group: dict[str, list[Item]] = {}
        for one in self._progress.owed(group):
            if obligation in (None, one.obligation.id) and MEASURES[one.obligation.measure].can_mend:
                for item in self._items(one):
                    if again or item.is_new:
                        by_group.setdefault(one.group, []).append(item)
        order = [*self._desk.groups(), ""]
        return [
            GroupReminder(name, tuple(items), self._text(name, items))
            for name, items in sorted(by_group.items(), key=lambda pair: order.index(pair[0]))
        ]

    def note_sent(self, reminders: Sequence[GroupReminder]) -> int | None:
        """Remember that they were sent, as one action; its number, None for nothing new. Raises NotAllowed."""
        new = [item for one in reminders for item in one.items if item.is_new and item.standing.obligation.id]
        if not new:
            return None
        people: dict[str, int] = dict(tuples(Teacher.select(Teacher.staff_no, Teacher.id)))
        today = self._desk.today.isoformat()
        with self._desk.store.change("reminders.sent", str(len(new))) as change:
            insert_records(
                Reminder,
                [
                    {
                        "obligation": item.standing.obligation.id,
                        "teacher": people[item.standing.who] if item.standing.is_own else None,
                        "group_name": "" if item.standing.is_own else item.standing.who,
                        "window": item.pace.window.key,
                        "behind": item.pace.behind,
                        "sent_on": today,
                    }
                    for item in new
                ],
            )
        return change.id

    def _items(self, one: Standing) -> list[Item]:
        """One for each window in which something is owed; of an obligation on each occasion, again for each new one."""
        return [Item(one, pace, self._words(one, pace), self._is_new(one, pace)) for pace in one.paces if pace.owes]

    def _is_new(self, one: Standing, pace: Pace) -> bool:
        """Whether they are further behind than when they were reminded, or something was added since."""
        sent = self._sent.get((one.obligation.id, one.who, pace.window.key))
        if sent is None:
            return True
        behind, sent_on = sent
        if one.obligation.per == "each":
            return any(event.state == OWING and event.day >= sent_on for event in one.events)
        return pace.behind > behind

    def _words(self, one: Standing, pace: Pace) -> str:
        """'听课还差 7，至今应有 13' or '9月心得还差 1'."""
        facts = {
            "what": one.obligation.title,
            "window": window_words(self._progress, one, pace),
            "behind": pace.behind,
            "missing": pace.missing,
            "done": pace.done,
            "due": pace.due,
            "number": pace.number,
        }
        match one.obligation.per:
            case "each":
                return t("owed.remind_each", **facts)
            case "term" | "year" if pace.number == 1:
                return t("owed.remind_once", **facts)
            case "term" | "year":
                return t("owed.remind_term", **facts)
        return t("owed.remind_window", **facts)

    def _text(self, group: str, items: Sequence[Item]) -> str:
        by_who: dict[str, list[str]] = {}
        for item in items:
            name = item.standing.name if item.standing.is_own or not group else t("owed.the_group")
            by_who.setdefault(name, []).append(item.words)
        head = t("owed.remind_head", group=group or self._desk.school_name, day=self._desk.today.isoformat())
        lines = [
            t("owed.remind_line", name=name, what=t("owed.remind_gap").join(what)) for name, what in by_who.items()
        ]
        return "\n".join((head, *lines, t("owed.remind_foot")))


def _sent() -> dict[tuple[int, str, str], tuple[int, str]]:
    """Of what has been reminded: by obligation, staff number or group, and window, how far behind they were and when,
    the last time."""
    rows = tuples(
        Reminder.select(
            Reminder.obligation,
            Teacher.staff_no,
            Reminder.group_name,
            Reminder.window,
            Reminder.behind,
            Reminder.sent_on,
        )
        .left_outer_join(Teacher, on=(Reminder.teacher == Teacher.id))
        .where(Reminder.obligation.is_null(False))
        .order_by(Reminder.id)
    )
    return {
        (obligation, number or group, window): (behind, sent_on)
        for obligation, number, group, window, behind, sent_on in rows
    }
