"""What is owed as rows for tables: an obligation a line, or everybody who has one; and as sentences to paste."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.words import t
from models.actions.owed.measures import MEASURES
from models.actions.owed.progress import Progress, Standing
from models.rules.obligations import Obligation, Pace

OVERVIEW = ("code", "obligation", "clause", "bound", "done", "number", "due", "behind", "complete", "owing", "state")
"""What is told of an obligation: ``bound`` how many people or groups have it, ``complete`` how many are done with it,
and ``owing`` how many should do something now. The titles are the words owed.column.*."""

EACH = ("code", "obligation", "who", "name", "group", "window", "done", "number", "due", "behind", "planned", "state")
"""What is told of one who has it: ``who`` a staff number or a group's name."""
FORECAST = ("done_on", "impossible_on")


@dataclass(frozen=True, slots=True)
class Summary:
    """One obligation over all whom it binds."""

    obligation: Obligation
    standings: tuple[Standing, ...]

    @property
    def about(self) -> str:
        """'person', 'group' or 'school'; '' where nothing measures it."""
        measure = MEASURES.get(self.obligation.measure)
        return measure.about if measure else ""

    @property
    def bound(self) -> int:
        """How many have something to do."""
        return sum(one.state != "exempt" for one in self.standings)

    @property
    def complete(self) -> int:
        """How many are done with it."""
        return sum(one.state == "done" for one in self.standings)

    @property
    def owing(self) -> list[Standing]:
        """Who should do something now, who is furthest behind first."""
        found = [one for one in self.standings if one.owes]
        return sorted(found, key=lambda one: -one.behind)

    @property
    def done(self) -> int:
        return sum(one.done for one in self.standings)

    @property
    def number(self) -> int:
        return sum(one.number for one in self.standings)

    @property
    def due(self) -> int:
        return sum(one.due for one in self.standings)

    @property
    def behind(self) -> int:
        return sum(one.behind for one in self.standings)

    @property
    def state(self) -> str:
        """'unmeasured', 'exempt' where it binds nobody, 'done' where all are, 'behind' where somebody owes, 'ahead'."""
        if not self.about:
            return "unmeasured"
        if not self.bound:
            return "exempt"
        if self.owing:
            return "behind"
        return "done" if self.complete == self.bound else "ahead"


def summaries(progress: Progress, group: str | None = None) -> list[Summary]:
    """Every obligation in the school's order; of one group only what it and its members have."""
    standings = progress.of(group)
    return [
        Summary(one, tuple(each for each in standings if each.obligation is one))
        for one in progress.obligations
        if group is None or any(each.obligation is one for each in standings)
    ]


def overview_row(one: Summary) -> dict[str, Any]:
    """A summary by the ids of `OVERVIEW`."""
    return {
        "code": one.obligation.code,
        "obligation": one.obligation.title,
        "clause": one.obligation.clause,
        "bound": one.bound,
        "done": one.done,
        "number": one.number,
        "due": one.due,
        "behind": one.behind,
        "complete": one.complete,
        "owing": len(one.owing),
        "state": one.state,
    }


def each_rows(progress: Progress, standings: Sequence[Standing]) -> list[dict[str, Any]]:
    """A row for each by the ids of `EACH` and `FORECAST`; a window of its own for each month or week that is not done,
    one row where all are."""
    return [_row(progress, one, pace) for one in standings for pace in _told(one)]


def row_words(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its state in words and nothing where a number says nothing."""
    return {
        name: state_words(str(value)) if name == "state" else "" if value == 0 and name in _SILENT else value
        for name, value in row.items()
    }


_SILENT = ("behind", "planned", "owing")


def state_words(state: str) -> str:
    return t(f"owed.state.{state}")  # family owed.state.*


def titles(names: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, t(f"owed.column.{name}")) for name in names]  # family owed.column.*


def window_words(progress: Progress, one: Standing, pace: Pace) -> str:
    """'9月', '第13周', or the term."""
    key = pace.window.key
    match one.obligation.per:
        case "month":
            return t("owed.month", month=int(key[5:]))
        case "week":
            return t("owed.week", week=int(key))
    return progress.ground.term.label if progress.ground else ""


def forecast(progress: Progress, pace: Pace) -> str:
    """'第16周', by when it would be done at this pace; '' for not within its time."""
    if not pace.done_on or progress.ground is None or not pace.missing:
        return ""
    return t("owed.week", week=progress.ground.calendar.week_of(date.fromisoformat(pace.done_on)))


def _told(one: Standing) -> Sequence[Pace]:
    open_ones = [pace for pace in one.paces if pace.state not in ("done", "exempt")]
    return open_ones or one.paces[-1:]


def _row(progress: Progress, one: Standing, pace: Pace) -> dict[str, Any]:
    return {
        "code": one.obligation.code,
        "obligation": one.obligation.title,
        "who": one.who,
        "name": one.name,
        "group": one.group,
        "window": window_words(progress, one, pace),
        "done": pace.done,
        "number": pace.number,
        "due": pace.due,
        "behind": pace.behind,
        "planned": pace.planned,
        "state": pace.state,
        "done_on": forecast(progress, pace),
        "impossible_on": pace.impossible_on,
    }
