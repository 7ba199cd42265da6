"""The needs analysis in words and tables: the plan's paragraph, and the same figures for screen and print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from data.defaults.codes import code_lists
from data.words import language, t
from models.rules.bands import Band
from models.rules.needs import Breakdown, Needs, Part

Label = Callable[[str, str], str]
"""From a code list's id and a code to the words for it in the person's language."""

SECTIONS = ("age", "qualification", "rank", "honour", "sex", "subject", "research_group", "teaching_years", "status")
"""The breakdowns in the order to show them."""

_LISTS = {"honour": "honour_title"}
_THREE_AGES = 3


class NeedsTable(NamedTuple):
    """One printed table; cells are words and numbers."""

    title: str
    headings: tuple[str, ...]
    rows: list[tuple[str | int, ...]]


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure for other programs: ``section`` and ``code`` are ids, ``title`` and ``item`` their words.

    ``value`` counts people, but for the mean age; ``percent`` is None for what is no share.
    """

    section: str
    code: str
    title: str
    item: str
    value: int | float
    percent: int | None


def default_label(list_id: str, code: str) -> str:
    """The words that a new school has for a code; the code itself where there are none."""
    for entry in code_lists().get(list_id, ()):
        if entry.code == code:
            return entry.en if language() == "en" else entry.zh
    return code


def paragraph(needs: Needs, place: str, label: Label = default_label) -> str:
    """The plan's 现状分析 in one paragraph; ``place`` is the school's or the group's name."""
    if not needs.headcount:
        return t("needs.nobody", place=place)
    bands = needs.by["age"].parts
    ages = [_age_clause(bands, number) for number, band in enumerate(bands) if band.count]
    sentences = [
        t("needs.staff", place=place, count=needs.headcount, full_time=needs.full_time.count, mean=_mean(needs)),
        *([t("needs.list_end", items=t("needs.comma").join(ages))] if ages else []),
        t("needs.qualified", count=needs.qualified.count, percent=needs.qualified.percent),
        t("needs.bachelors", count=needs.bachelors.count, percent=needs.bachelors.percent),
        t("needs.middle", count=needs.middle.count, percent=needs.middle.percent),
        _honour_sentence(needs, label),
    ]
    return t("needs.space").join(sentences)


def needs_tables(needs: Needs, label: Label = default_label) -> list[NeedsTable]:
    """The figures as tables: an overview, a table for each breakdown, the age pyramid, and what is not known."""
    tables = [_overview(needs)]
    tables += [_table(needs, needs.by[section], label) for section in SECTIONS if needs.by[section].parts]
    if needs.pyramid:
        tables.append(_pyramid(needs))
    missing = [
        (section_title(section), len(needs.by[section].unknown), t("needs.and").join(needs.by[section].unknown))
        for section in SECTIONS
        if needs.by[section].unknown
    ]
    if missing:
        tables.append(NeedsTable(t("needs.missing"), (t("needs.item"), t("needs.people"), t("needs.who")), missing))
    return tables


def needs_facts(needs: Needs, label: Label = default_label) -> list[Fact]:
    """Every figure as one row, for csv, json and workbooks; the people whose datum is missing as code ''."""
    whole = Part("staff", needs.headcount, 100 if needs.headcount else 0)
    overview = (whole, needs.full_time, needs.qualified, needs.middle, needs.honoured)
    facts = [
        Fact("overview", part.code, t("needs.overview"), _overview_item(part.code), part.count, part.percent)
        for part in overview
    ]
    if needs.mean_age is not None:
        facts.append(Fact("overview", "mean_age", t("needs.overview"), t("needs.mean"), float(mean_age(needs)), None))
    for section in SECTIONS:
        broken = needs.by[section]
        title = section_title(section)
        facts += [
            Fact(section, p.code, title, part_label(section, p.code, label), p.count, p.percent) for p in broken.parts
        ]
        if broken.unknown:
            facts.append(Fact(section, "", title, t("needs.unknown"), len(broken.unknown), None))
    return facts


def section_title(section: str) -> str:
    """The heading of a breakdown."""
    return t(f"needs.by.{section}")  # family needs.by.*


def part_label(section: str, code: str, label: Label = default_label) -> str:
    """The words for one part of a breakdown."""
    if section in ("age", "teaching_years"):
        band = _band(code)
        return band.age_label if section == "age" else band.years_label
    return label(_LISTS.get(section, section), code)


def mean_age(needs: Needs) -> str:
    """'34.9', halves up; '-' where no age is known."""
    return "-" if needs.mean_age is None else f"{int(needs.mean_age * 10 + 0.5) / 10:.1f}"


def _mean(needs: Needs) -> str:
    return "-" if needs.mean_age_rounded is None else str(needs.mean_age_rounded)


def _age_clause(bands: Sequence[Part], number: int) -> str:
    band = bands[number]
    words = {"band": _band(band.code).age_label, "count": band.count, "percent": band.percent}
    if len(bands) != _THREE_AGES:
        return t("needs.teachers", **words)
    # The plan's names for its three ages.
    clauses = (t("needs.young", **words), t("needs.middle_aged", **words), t("needs.older", **words))
    return clauses[number]


def _honour_sentence(needs: Needs, label: Label) -> str:
    if not needs.honoured.count:
        return t("needs.no_honours")
    titles = (
        t("needs.title_count", title=part_label("honour", part.code, label), count=part.count)
        for part in needs.by["honour"].parts
    )
    return t(
        "needs.honours",
        titles=t("needs.and").join(titles),
        count=needs.honoured.count,
        percent=needs.honoured.percent,
    )


def _overview(needs: Needs) -> NeedsTable:
    parts = (needs.full_time, needs.qualified, needs.middle, needs.honoured)
    rows: list[tuple[str | int, ...]] = [(t("needs.headcount"), needs.headcount, "")]
    rows += [(_overview_item(part.code), part.count, _percent(part)) for part in parts]
    rows.append((t("needs.mean"), mean_age(needs), ""))
    return NeedsTable(t("needs.overview"), (t("needs.item"), t("needs.people"), t("needs.share")), rows)


def _overview_item(code: str) -> str:
    words = {
        "staff": t("needs.headcount"),
        "full_time": t("needs.full_time"),
        "qualified": t("needs.qualified_people"),
        "middle": t("needs.middle_rank"),
        "honoured": t("needs.honoured"),
    }
    return words[code]


def _table(needs: Needs, broken: Breakdown, label: Label) -> NeedsTable:
    headings = (section_title(broken.field), t("needs.people"), t("needs.share"))
    rows: list[tuple[str | int, ...]] = [
        (part_label(broken.field, part.code, label), part.count, _percent(part)) for part in broken.parts
    ]
    if broken.unknown:
        rows.append((t("needs.unknown"), len(broken.unknown), ""))
    if broken.field != "subject":
        return NeedsTable(section_title(broken.field), headings, rows)
    second = [(part_label("subject", code, label), 0, "", count) for code, count in _only_second(needs)]
    first = [(*row, needs.also_teach.get(part.code, 0)) for row, part in zip(rows, broken.parts, strict=False)]
    unknown = [(*row, "") for row in rows[len(broken.parts) :]]
    return NeedsTable(section_title("subject"), (*headings, t("needs.also")), [*first, *second, *unknown])


def _only_second(needs: Needs) -> list[tuple[str, int]]:
    main = {part.code for part in needs.by["subject"].parts}
    by_count = sorted(needs.also_teach.items(), key=lambda each: -each[1])
    return [(code, count) for code, count in by_count if code not in main]


def _pyramid(needs: Needs) -> NeedsTable:
    rows: list[tuple[str | int, ...]] = [
        (Band(bar.low, bar.high).age_label, bar.women, bar.men, bar.others) for bar in reversed(needs.pyramid)
    ]
    headings = (t("needs.by.age"), t("needs.women"), t("needs.men"), t("needs.unknown"))
    if not any(bar.others for bar in needs.pyramid):
        headings, rows = headings[:3], [row[:3] for row in rows]
    return NeedsTable(t("needs.pyramid"), headings, rows)


def _percent(part: Part) -> str:
    return f"{part.percent}%"


def _band(code: str) -> Band:
    if code.startswith("<"):
        return Band(None, int(code[1:]) - 1)
    if code.endswith("+"):
        return Band(int(code[:-1]), None)
    low, high = code.split("-")
    return Band(int(low), int(high))
