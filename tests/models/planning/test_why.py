"""Why this entry, why not that one, what would help: answers hold when the plan is made that way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.planning.reading import read_folder
from data.planning.values import Entry, Given
from models.planning.plan import Plan, plan
from models.planning.telling import name_of, not_words, relief_words, shortfall_words, this_words, told
from models.planning.why import blockers, reliefs, why_not, why_this
from tests.support.plans import needs_judge, school

pytestmark = needs_judge


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Given, Plan]:
    folder = school(tmp_path_factory.mktemp("school") / "made", 24, 3, "--pins", "6")
    given = read_folder(folder)
    return given, plan(given)


def test_an_entry_says_what_it_brings(planned: tuple[Given, Plan]):
    given, found = planned
    people = {one.id: one for one in given.people}
    for entry in found.entries[:: len(found.entries) // 12]:
        why = why_this(given, found, entry)
        taught = next(
            one for one in given.lessons if (one.teacher, one.day, one.period) == (entry.teacher, *entry[2:4])
        )
        assert why.gains.get("subject", 0) == 10 * (taught.subject == people[entry.observer].subject)
        assert why.pinned == (entry in given.pins)
        assert why.instead not in found.entries
        assert this_words(entry, why, name_of(given))[0].startswith(people[entry.observer].name)
    with pytest.raises(KeyError):
        why_this(given, found, Entry("nobody", 1, 1, 1, "nobody"))


def test_an_entry_that_is_not_there_says_what_it_would_cost(planned: tuple[Given, Plan]):
    given, found = planned
    busy = {(one.teacher, one.day, one.period) for one in given.lessons}
    asked = [
        Entry(person.id, 6, 3, lesson.period, lesson.teacher)
        for person in given.people[::8]
        for lesson in given.lessons
        if lesson.day == 3 and lesson.teacher != person.id
    ]
    free = [one for one in asked if (one.observer, 3, one.period) not in busy and one not in found.entries]
    for entry in free[:4]:
        why = why_not(given, found, entry)
        assert why.impossible == ""
        forced = plan(replace(given, pins=(*given.pins, entry)))
        assert entry in forced.entries
        assert why.cost == found.score - forced.score >= 0
        assert -sum((why.difference or {}).values()) == why.cost
        assert f"少 {why.cost} 分" in not_words(entry, why, name_of(given))[-1]
    bound = next(one for one in asked if (one.observer, 3, one.period) in busy)
    assert why_not(given, found, bound).impossible == "teaches"
    own = next(one for one in given.lessons if one.day == 3)
    assert why_not(given, found, Entry(own.teacher, 6, 3, own.period, own.teacher)).impossible == "own"


def test_a_shortfall_is_named_with_what_bars_and_what_helps(planned: tuple[Given, Plan]):
    given = replace(planned[0], pins=(), rules=replace(planned[0].rules, week_max=1, allow_fallback=False))
    found = plan(given)
    assert found.missing > 0
    first = found.shortfalls[0]
    assert f"还差 {first.missing} 节" in shortfall_words(first, name_of(given))
    assert shortfall_words(first, name_of(given)) in [one.sentence for one in told(found, given)]
    assert blockers(given, found, first.person)["limit"] > 0
    best = reliefs(given, found)[0]
    assert (best.kind, best.value) == ("week_max", 2)
    assert plan(replace(given, rules=replace(given.rules, week_max=2))).missing == best.missing
    assert relief_words(best) == f"每人每周可听 2 节：还差 {best.missing}"
