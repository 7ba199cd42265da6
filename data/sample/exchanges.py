"""When the sample school's groups told each other what came of their lessons: twice a month, now and then not."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from data.sample.observations import LAST_DAY, why_away
from data.sample.reflection_texts import group_topic, group_words
from data.sample.reflections import SampleExchange
from data.sample.school import SEED, SampleGroup, sample_school
from data.sample.school_days import taught_as

_THURSDAYS = ("2026-09-10", "2026-09-24", "2026-10-15", "2026-10-29", "2026-11-05", "2026-11-19")
"""One in each half of a month; a group meets on a day of its own in that week."""
_AWAY_FROM_THURSDAY = {"语文组": 0, "数学组": 1, "英语组": -1, "艺体组": -3, "综合组": -2}
_LEFT_OUT = {("艺体组", "2026-10-12"), ("综合组", "2026-11-17"), ("英语组", "2026-11-18")}
_PLACES = ("语文教研室", "数学教研室", "英语教研室", "音乐室1", "录播教室")


def sample_exchanges() -> tuple[SampleExchange, ...]:
    """Every group's exchanges until the last day of the history, by day."""
    found = []
    groups = [group for group in sample_school().groups if group.kind == "research"]
    for place, group in zip(_PLACES, groups, strict=True):
        for thursday in _THURSDAYS:
            day = (date.fromisoformat(thursday) + timedelta(days=_AWAY_FROM_THURSDAY[group.name])).isoformat()
            if day <= LAST_DAY and taught_as(day) and (group.name, day) not in _LEFT_OUT:
                found.append(_exchange(group, day, place))
    return tuple(sorted(found, key=lambda one: (one.held_on, one.group)))


def _exchange(group: SampleGroup, day: str, place: str) -> SampleExchange:
    chance = Random(f"{SEED}:exchange:{group.name}:{day}")
    members = [member.staff_no for member in group.members]
    away = tuple(number for number in members if why_away(number, day) or chance.random() < 0.04)
    present = tuple(number for number in members if number not in away)
    topic = group_topic(f"{group.name}:{day}")
    return SampleExchange(
        group.name,
        f"组内交流：{topic}",
        day,
        place,
        present[0],
        chance.choice((40, 45, 50, 60)),
        group_words(f"{group.name}:{day}"),
        present,
        away,
    )
