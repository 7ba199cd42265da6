"""Credits: what records earn by the school's rules, and how much of it counts. All points are whole hundredths.

A rule gives points for each piece, hour or term of one source; it may be capped each time, each term and each school
year, and of one content only the highest may count (DOMAIN.md §2.5). The outcome does not depend on the order in which
records were written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from data.words import t

TRAINING = "training"
LISTS = ("award", "annual", "rank")
"""The lists of candidates that have points of their own: 评优树模, 年度考核, 职称评定."""

HUNDREDTHS = 100
NO_CAP = -1

SOURCES = (
    *("study_hours", "group_hours", "lecture_given", "open_lesson", "more_observations"),
    *("project_leader", "project_member", "publication", "contest_award", "mentoring", "guiding", "honour"),
    *("attendance", "absence"),
)
"""What earns points: each a count over records that other screens keep."""


@dataclass(frozen=True, slots=True)
class CreditRule:
    """``points_x100`` for each piece or hour; ``level`` '' fits any level that no other rule of the source names."""

    code: str
    title: str
    list_kind: str
    source: str
    level: str
    per: str
    points_x100: int
    cap_each_x100: int = NO_CAP
    cap_term_x100: int = NO_CAP
    cap_year_x100: int = NO_CAP
    only_highest: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """One record that may earn: whose (a teacher's id), of which source and level, ``amount_x100`` of it (100 is one
    piece or hour), when, in which term ('2026-1'), what it was, and the row that says so. Units of one ``content`` are
    about the same thing ('' is like no other)."""

    teacher: int
    source: str
    level: str
    amount_x100: int
    on_day: str
    term: str
    what: str
    table: str
    row: int
    content: str = ""


@dataclass(frozen=True, slots=True)
class CreditLine:
    """One line of a statement. ``why`` says what of the earned was not counted, '' where all was."""

    rule_code: str
    rule_title: str
    on_day: str
    term: str
    what: str
    source_table: str
    source_row: int
    earned_x100: int
    counted_x100: int
    why: str = ""


def lines_of(units: Iterable[Unit], rules: Sequence[CreditRule], list_kind: str = TRAINING) -> list[CreditLine]:
    """The lines of one person's school year, by day; nothing counts beyond a rule's caps."""
    mine = [rule for rule in rules if rule.list_kind == list_kind]
    drafts = [
        (rule, unit, _earned(rule, unit)) for unit in units for rule in [_rule_for(unit, mine)] if rule is not None
    ]
    drafts.sort(key=lambda draft: (draft[1].on_day, draft[1].table, draft[1].row, draft[0].code))
    lines = [
        CreditLine(
            *(rule.code, rule.title, unit.on_day, unit.term, unit.what, unit.table, unit.row),
            *(earned, earned),
        )
        for rule, unit, earned in drafts
    ]
    _keep_highest(drafts, lines)
    _cap(drafts, lines)
    return lines


def _rule_for(unit: Unit, rules: Sequence[CreditRule]) -> CreditRule | None:
    """The rule for a unit: the one of its level, else the one for any."""
    of_source = [rule for rule in rules if rule.source == unit.source]
    exact = next((rule for rule in of_source if rule.level and rule.level == unit.level), None)
    return exact or next((rule for rule in of_source if not rule.level), None)


def _earned(rule: CreditRule, unit: Unit) -> int:
    amount = HUNDREDTHS if rule.per == "term" else unit.amount_x100
    earned = (rule.points_x100 * amount + HUNDREDTHS // 2) // HUNDREDTHS
    return earned if rule.cap_each_x100 == NO_CAP else min(earned, rule.cap_each_x100)


def _keep_highest(drafts: Sequence[tuple[CreditRule, Unit, int]], lines: list[CreditLine]) -> None:
    """Of what is about the same content, under rules that say so, only what earns most counts; of equals the first."""
    same: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, (rule, unit, _) in enumerate(drafts):
        if rule.only_highest and unit.content:
            same[rule.only_highest, unit.content].append(place)
    for places in same.values():
        best = max(places, key=lambda place: (lines[place].counted_x100, -place))
        for place in places:
            if place != best and lines[place].counted_x100 > 0:
                lines[place] = replace(lines[place], counted_x100=0, why=t("credits.why_highest"))


def _cap(drafts: Sequence[tuple[CreditRule, Unit, int]], lines: list[CreditLine]) -> None:
    """Take from the later lines what a rule's caps of the term and the year leave no room for."""
    in_term: dict[tuple[str, str], int] = defaultdict(int)
    in_year: dict[str, int] = defaultdict(int)
    for place, (rule, unit, _) in enumerate(drafts):
        line = lines[place]
        counted, why = line.counted_x100, line.why
        for cap, used, word in (
            (rule.cap_term_x100, in_term[rule.code, unit.term], "credits.why_term"),
            (rule.cap_year_x100, in_year[rule.code], "credits.why_year"),
        ):
            if cap != NO_CAP and counted > max(0, cap - used):
                counted, why = max(0, cap - used), t(word, most=shown_points(cap))
        in_term[rule.code, unit.term] += counted
        in_year[rule.code] += counted
        if counted != line.counted_x100:
            lines[place] = replace(line, counted_x100=counted, why=why)


def shown_points(x100: int) -> str:
    """'2', '3.5', '0.25', '-1'."""
    whole, part = divmod(abs(x100), HUNDREDTHS)
    text = f"{whole}.{part:02}".rstrip("0").rstrip(".") if part else str(whole)
    return f"-{text}" if x100 < 0 else text


def points_of(text: str) -> int:
    """'3.5' as 350. Raises ValueError for what is no number of at most two decimals below 10,000."""
    sign, digits = (-1, text[1:]) if text[:1] in "-－−" and len(text) > 1 else (1, text)
    whole, dot, part = digits.partition(".")
    if not (whole.isascii() and whole.isdecimal() and len(whole) <= 4) or (dot and not part):
        raise ValueError(t("credits.bad_points", text=text))
    if part and not (part.isascii() and part.isdecimal() and len(part) <= 2):
        raise ValueError(t("credits.bad_points", text=text))
    return sign * (int(whole) * HUNDREDTHS + int(part.ljust(2, "0") or 0))
