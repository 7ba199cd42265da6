"""Who has observed how much of what is asked, who is behind the pace, and when each would be done at this pace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.words import t
from models.actions.desk import Desk
from models.actions.open_days import OPEN_WEEKDAY
from models.actions.open_lessons import observed_in_term, observing_quotas
from models.actions.teaching import calendar_of
from models.rules.counting import Tally, share_passed, tallies, week_of_completion
from models.rules.rights import Scope


@dataclass(frozen=True, slots=True)
class Standing:
    """One person in the term. ``done_in`` is the week in which the quota is met at this pace, None for not in the
    term; ``was_observed`` how many of the person's own lessons others have observed."""

    staff_no: str
    name: str
    group: str
    tally: Tally
    done_in: int | None
    was_observed: int

    @property
    def forecast(self) -> str:
        """The forecast in words: done, the week, or not at this pace."""
        if not self.tally.missing:
            return t("standing.done")
        if self.done_in is None:
            return t("standing.not_in_term") if self.tally.counted else t("standing.not_begun")
        return t("standing.in_week", week=self.done_in)


def standings(desk: Desk, group: str | None = None) -> list[Standing]:
    """Everybody on the staff (of a group), who is furthest behind first, then in the school's order; of them those
    whose observations the person may see. Raises NotAllowed."""
    people: Sequence[Mapping[str, Any]] = desk.people(desk.today, group)
    if (scope := desk.sight.ensure("observations")) is not Scope.ALL:
        numbers = desk.sight.numbers(scope)
        people = [person for person in people if person["staff_no"] in numbers]
    term = desk.term
    calendar = calendar_of(term) if term else None
    share = share_passed(calendar, desk.today, OPEN_WEEKDAY) if calendar else 0.0
    every = observed_in_term(desk)
    found = tallies(every, [person["staff_no"] for person in people], observing_quotas(desk), share)
    seen = {(one.teacher, one.lesson) for one in every if one.status == "came"}
    counted = [
        Standing(
            person["staff_no"],
            person["name"],
            person.get("research_group") or "",
            tally := found[person["staff_no"]],
            week_of_completion(tally, calendar, desk.today, OPEN_WEEKDAY) if calendar else None,
            sum(teacher == person["staff_no"] for teacher, _ in seen),
        )
        for person in people
    ]
    return sorted(counted, key=lambda one: (-one.tally.behind, -one.tally.missing))


def standing_row(one: Standing) -> dict[str, Any]:
    """A person as a row for a table, by the ids of `COLUMNS`."""
    tally = one.tally
    return {
        "name": one.name,
        "group": one.group,
        "counted": tally.counted,
        "quota": tally.quota,
        "due": tally.due,
        "behind": tally.behind,
        "planned": tally.planned,
        "owing_forms": tally.owing_forms,
        "late": tally.late,
        "forecast": one.forecast,
        "was_observed": one.was_observed,
    }


COLUMNS = (
    "name",
    "group",
    "counted",
    "quota",
    "due",
    "behind",
    "planned",
    "owing_forms",
    "late",
    "forecast",
    "was_observed",
)
"""The columns of the table, in order; their titles are the words standing.column.*."""


def titles() -> list[tuple[str, str]]:
    return [(name, t(f"standing.column.{name}")) for name in COLUMNS]  # family standing.column.*
