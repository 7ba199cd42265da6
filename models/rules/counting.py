"""Which observations count towards a teacher's duty to observe, which are late, and how a term's pace stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from models.rules.calendar import Calendar

COUNTS = "counts"
OWING = "no_form"
VERDICTS = (COUNTS, "planned", OWING, "void", "absent", "cancelled", "own", "double", "short", "elsewhere")
"""What may be said of an observation."""


@dataclass(frozen=True, slots=True)
class ObservingRules:
    """What the school asks for (every number is the school's own): ``quota`` observations a term, ``quota_of`` staff
    numbers with another quota; entered more than ``late_days`` after the lesson is late; staying less than
    ``least_minutes`` does not count (0: nobody asks); of lessons elsewhere at most ``most_elsewhere`` count."""

    quota: int = 20
    quota_of: Mapping[str, int] = field(default_factory=dict)
    late_days: int = 3
    least_minutes: int = 0
    most_elsewhere: int = 5

    def quota_for(self, staff_no: str) -> int:
        return self.quota_of.get(staff_no, self.quota)


@dataclass(frozen=True, slots=True)
class Observed:
    """One observation as a plain value. ``observer`` and ``teacher`` are staff numbers ('' for an expert or a guest),
    ``status`` a code of 'observation_status', ``form_in`` whether its evaluation form was handed in."""

    id: int
    lesson: int
    observer: str
    teacher: str
    held_on: str
    period: int
    status: str
    form_in: bool
    recorded_on: str = ""
    minutes: int = 0
    elsewhere: bool = False
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """``why`` is one of `VERDICTS`; ``late`` says that it was entered late (补录), whether it counts or not."""

    why: str
    late: bool = False

    @property
    def counts(self) -> bool:
        return self.why == COUNTS


@dataclass(frozen=True, slots=True)
class Tally:
    """How one observer stands in the term, in observations. ``due`` is what an even pace asks for by now."""

    observer: str
    quota: int
    counted: int = 0
    planned: int = 0
    owing_forms: int = 0
    late: int = 0
    due: int = 0

    @property
    def missing(self) -> int:
        """What the quota still lacks."""
        return max(0, self.quota - self.counted)

    @property
    def behind(self) -> int:
        """By how many the pace is missed now."""
        return max(0, self.due - self.counted)


def verdicts(observed: Iterable[Observed], rules: ObservingRules) -> dict[int, Verdict]:
    """The verdict on each observation by its id. Of two in one period the one entered first counts."""
    found: dict[int, Verdict] = {}
    taken: set[tuple[str, str, int]] = set()
    elsewhere: dict[str, int] = {}
    for one in sorted(observed, key=lambda each: (each.held_on, each.period, each.id)):
        why = _plainly(one, rules)
        time = (one.observer, one.held_on, one.period)
        if why == COUNTS and one.period and time in taken:
            why = "double"
        if why == COUNTS and one.elsewhere:
            if elsewhere.get(one.observer, 0) >= rules.most_elsewhere:
                why = "elsewhere"
            else:
                elsewhere[one.observer] = elsewhere.get(one.observer, 0) + 1
        if why == COUNTS:
            taken.add(time)
        found[one.id] = Verdict(why, is_late(one.held_on, one.recorded_on, rules.late_days))
    return found


def is_late(held_on: str, recorded_on: str, days: int) -> bool:
    """Whether something about a lesson came more than that many days after it (ISO days; unknown is not late)."""
    if not held_on or not recorded_on:
        return False
    return (date.fromisoformat(recorded_on) - date.fromisoformat(held_on)).days > days


def tallies(
    observed: Iterable[Observed], staff: Iterable[str], rules: ObservingRules, share: float = 0.0
) -> dict[str, Tally]:
    """How each of the staff stands; ``share`` is the part of the term's open days that has passed (0 to 1)."""
    every = list(observed)
    judged = verdicts(every, rules)
    by_observer: dict[str, list[Verdict]] = {}
    for one in every:
        by_observer.setdefault(one.observer, []).append(judged[one.id])
    found = {}
    for number in staff:
        own, quota = by_observer.get(number, []), rules.quota_for(number)
        found[number] = Tally(
            number,
            quota,
            counted=sum(v.counts for v in own),
            planned=sum(v.why == "planned" for v in own),
            owing_forms=sum(v.why == OWING for v in own),
            late=sum(v.late for v in own if v.counts),
            due=round(quota * share),
        )
    return found


def share_passed(calendar: Calendar, today: date, weekday: int = 3) -> float:
    """The part of the term's open days that lie before ``today`` or on it, from 0 to 1."""
    days = calendar.open_days(weekday)
    return sum(day <= today for day in days) / len(days) if days else 0.0


def week_of_completion(tally: Tally, calendar: Calendar, today: date, weekday: int = 3) -> int | None:
    """The week in which the quota is met if the pace so far is kept; None when it would not be met in the term, or
    when nothing has been observed yet."""
    days = calendar.open_days(weekday)
    passed = [day for day in days if day <= today]
    if not tally.missing:
        return calendar.week_of(today)
    if not passed or not tally.counted:
        return None
    needed = tally.missing * len(passed) / tally.counted  # open days at this pace
    ahead = [day for day in days if day > today]
    place = int(-(-needed // 1))
    return calendar.week_of(ahead[place - 1]) if 0 < place <= len(ahead) else None


def _plainly(one: Observed, rules: ObservingRules) -> str:
    """What can be said of an observation by itself."""
    if one.status in ("void", "planned"):
        return one.status
    if one.status != "came":
        return "absent"
    if one.cancelled:
        return "cancelled"
    if one.observer and one.observer == one.teacher:
        return "own"
    if 0 < one.minutes < rules.least_minutes:
        return "short"
    return COUNTS if one.form_in else OWING
