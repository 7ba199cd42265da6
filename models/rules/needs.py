"""The needs analysis (教师专业研修现状分析): who the staff are, in the figures that the term's plan begins with.

Pure counting over plain values, as of a day. Shares are whole percents of everybody counted, halves rounded up, each
by itself, as the plan rounds them (35, 23 and 2 of 60 are 58, 38 and 3): they need not add up to 100. Who lacks a
datum is counted in no part of it and listed by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.rules.bands import Band, bands
from models.rules.dates import age_on, years_since

Person = Mapping[str, Any]
"""One member of staff: the roster's values by field."""

AGE_EDGES = (35, 50)
YEARS_EDGES = (3, 6, 11, 21, 31)
MIDDLE_RANKS = ("first",)  # 中级 is 一级教师 since the ranks were unified in 2015 (人社部发〔2015〕79号)
QUALIFIED = ("secondary", "college", "bachelor", "master", "doctor")  # 教师法 article 11: 中师 and above at a primary
HONOUR_TITLES = ("subject_leader", "backbone", "teaching_expert", "rising_star", "famous", "special")
HONOUR_LEVELS = ("county", "city", "province", "nation")
LADDERS = {
    "rank": ("principal_senior", "senior", "first", "second", "third", "none"),
    "qualification": ("doctor", "master", "bachelor", "college", "secondary"),
    "sex": ("F", "M"),
    "honour": HONOUR_TITLES,
}
"""The order of the parts where it means something; what is not listed follows, the most frequent first."""

_BAR_YEARS = 5


@dataclass(frozen=True, slots=True)
class Part:
    """So many people, and which whole percent of everybody they are; ``code`` says of what."""

    code: str
    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The staff by one field; ``unknown`` lists, as 'name(number)', who has no value of it on that day."""

    field: str
    parts: tuple[Part, ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PyramidBar:
    """Everybody from ``low`` to ``high`` years of age; ``others`` are those whose sex is not known."""

    low: int
    high: int
    women: int
    men: int
    others: int = 0


@dataclass(frozen=True, slots=True)
class Needs:
    """Every figure of the analysis. ``mean_age`` is exact, None where no age is known.

    ``by`` holds the breakdowns 'age', 'qualification', 'rank', 'honour', 'sex', 'subject' (the main one),
    'research_group', 'teaching_years' and 'status'. Parts of 'honour' may share people; ``honoured`` counts each once.
    ``also_teach`` counts the people for whom a subject is not the main one.
    """

    as_of: date
    headcount: int
    full_time: Part
    mean_age: float | None
    mean_age_rounded: int | None
    qualified: Part
    bachelors: Part
    middle: Part
    honoured: Part
    by: Mapping[str, Breakdown]
    also_teach: Mapping[str, int]
    pyramid: tuple[PyramidBar, ...]


def needs(
    people: Sequence[Person],
    as_of: date,
    edges: Sequence[int] = AGE_EDGES,
    middle_ranks: Sequence[str] = MIDDLE_RANKS,
    honour_titles: Sequence[str] = HONOUR_TITLES,
    honour_levels: Sequence[str] = HONOUR_LEVELS,
) -> Needs:
    """The figures for those people on that day; ``edges`` part the age bands.

    What the records say now is taken for that day, but for dated things of a later day: a rank reached after it leaves
    the rank of that day unknown, an honour of a later year does not count.
    """
    total = len(people)
    ages = [age_on(person.get("born_on") or "", as_of) for person in people]
    known = [age for age in ages if age is not None]
    ranks = [_rank_on(person, as_of) for person in people]
    qualifications = [person.get("qualification") or None for person in people]
    honours = [_titles(person, as_of, honour_titles, honour_levels) for person in people]
    years = [years_since(person.get("teaching_since") or "", as_of) for person in people]
    subjects = [tuple(person.get("subjects") or ()) for person in people]

    def part(code: str, count: int) -> Part:
        return Part(code, count, percent(count, total))

    def breakdown(field: str, values: Iterable[str | None]) -> Breakdown:
        return _breakdown(field, list(values), people)

    return Needs(
        as_of=as_of,
        headcount=total,
        full_time=part("full_time", sum(bool(person.get("is_full_time", True)) for person in people)),
        mean_age=sum(known) / len(known) if known else None,
        mean_age_rounded=_half_up(sum(known), len(known)) if known else None,
        qualified=part("qualified", sum(value in QUALIFIED for value in qualifications)),
        bachelors=part("bachelor", qualifications.count("bachelor")),
        middle=part("middle", sum(rank in middle_ranks for rank in ranks)),
        honoured=part("honoured", sum(bool(titles) for titles in honours)),
        by={
            "age": _banded("age", ages, bands(edges), people),
            "qualification": breakdown("qualification", qualifications),
            "rank": breakdown("rank", ranks),
            "honour": _honour_breakdown(honours, total),
            "sex": breakdown("sex", (person.get("sex") or None for person in people)),
            "subject": breakdown("subject", (taught[0] if taught else None for taught in subjects)),
            "research_group": breakdown("research_group", (person.get("research_group") or None for person in people)),
            "teaching_years": _banded("teaching_years", years, bands(YEARS_EDGES), people),
            "status": breakdown("status", (person.get("status") or None for person in people)),
        },
        also_teach=Counter(subject for taught in subjects for subject in dict.fromkeys(taught[1:])),
        pyramid=_pyramid([(age, person.get("sex")) for age, person in zip(ages, people, strict=True)]),
    )


def percent(count: int, total: int) -> int:
    """``count`` of ``total`` in whole percent, halves up; 0 of nothing."""
    return _half_up(100 * count, total) if total else 0


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def _rank_on(person: Person, as_of: date) -> str | None:
    since = person.get("rank_since") or ""
    return None if since > as_of.isoformat()[: len(since)] else person.get("rank") or None


def _titles(person: Person, as_of: date, titles: Sequence[str], levels: Sequence[str]) -> set[str]:
    return {
        honour.title
        for honour in person.get("honours") or ()
        if honour.title in titles and honour.level in levels and honour.year <= as_of.year
    }


def _breakdown(field: str, values: Sequence[str | None], people: Sequence[Person]) -> Breakdown:
    counts = Counter(value for value in values if value is not None)
    ladder = [code for code in LADDERS.get(field, ()) if code in counts]
    codes = [*ladder, *(code for code, _ in counts.most_common() if code not in ladder)]
    parts = tuple(Part(code, counts[code], percent(counts[code], len(people))) for code in codes)
    return Breakdown(field, parts, _lacking(values, people))


def _banded(field: str, years: Sequence[int | None], between: Sequence[Band], people: Sequence[Person]) -> Breakdown:
    counts = [sum(band.holds(each) for each in years if each is not None) for band in between]
    parts = (Part(band.code, n, percent(n, len(people))) for band, n in zip(between, counts, strict=True))
    return Breakdown(field, tuple(parts), _lacking(years, people))


def _honour_breakdown(honours: Sequence[set[str]], total: int) -> Breakdown:
    # No honour is an answer, not a gap: nobody is unknown here.
    counts = Counter(title for titles in honours for title in titles)
    codes = [title for title in HONOUR_TITLES if title in counts]
    codes += [title for title, _ in counts.most_common() if title not in codes]
    return Breakdown("honour", tuple(Part(code, counts[code], percent(counts[code], total)) for code in codes))


def _lacking(values: Sequence[object], people: Sequence[Person]) -> tuple[str, ...]:
    """Who has no value, as 'name(number)'."""
    return tuple(
        f"{person.get('name', '')}({person.get('staff_no', '')})"
        for value, person in zip(values, people, strict=True)
        if value is None
    )


def _pyramid(people: Sequence[tuple[int | None, str | None]]) -> tuple[PyramidBar, ...]:
    """Bars of five years from the youngest to the oldest, with none left out between."""
    counts = Counter((age // _BAR_YEARS, sex) for age, sex in people if age is not None)
    steps = [step for step, _ in counts]
    return tuple(
        PyramidBar(
            step * _BAR_YEARS,
            step * _BAR_YEARS + _BAR_YEARS - 1,
            counts[step, "F"],
            counts[step, "M"],
            sum(count for (other, sex), count in counts.items() if other == step and sex not in ("F", "M")),
        )
        for step in range(min(steps, default=0), max(steps, default=-1) + 1)
    )
