"""The ladder as lines of text: one for every lesson at every stage, and everything about the chosen one."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text

from data.words import t
from models.actions.desk import Desk
from models.actions.group_lessons import Attended
from models.actions.ladder_view import Ladder, Rung, outcome_words, stage_words
from models.actions.lesson_facts import LessonFacts
from models.actions.observing_summaries import distinct_name
from models.actions.observing_words import day_words
from models.registers.choosing import label_of
from models.rules.ladder import STAGES
from screens.kit.width import fitted

_GROUP, _WHO, _DAY, _STAGE, _SCORE, _VOTES, _OUTCOME = 8, 8, 6, 4, 8, 7, 6
_LEAST_TOPIC = 12


def ladder_headings(width: int) -> str:
    return _columns(
        width,
        t("ladder.column.group"),
        t("ladder.column.teacher"),
        t("ladder.column.held_on"),
        t("ladder.column.topic"),
        t("ladder.column.stage"),
        t("ladder.column.score"),
        t("ladder.column.votes"),
        t("ladder.column.outcome"),
    )


def rung_line(desk: Desk, ladder: Ladder, rung: Rung, width: int) -> str:
    """One lesson at one stage."""
    score = ladder.scores.get(rung.facts.id) if rung.shown else None
    return _columns(
        width,
        rung.group,
        rung.facts.teacher,
        _short_day(rung.facts.held_on) if rung.shown else "",
        rung.facts.topic if rung.shown else _not_shown(rung),
        stage_words(desk, rung.stage),
        f"{score[0]:.1f}({score[1]})" if score else "",
        f"{rung.votes}/{rung.present}" if rung.voted else "",
        outcome_words(desk, rung.outcome),
    )


def waiting_line(ladder: Ladder, facts: LessonFacts, width: int) -> str:
    """A group lesson that nobody has put on the ladder."""
    group = ladder.group_of(facts.staff_no)
    return _columns(
        width, group, facts.teacher, _short_day(facts.held_on), facts.topic, "", "", "", t("ladder.not_entered")
    )


def rung_detail(desk: Desk, rung: Rung, there: Attended | None, votes: Mapping[str, bool]) -> Text:
    """Who was missing, who voted for it, why it went on or not, the prize."""
    comma = t("observing.list_comma")
    text = Text()
    text.append(f"{rung.facts.title(desk.lists)}\n", "bold")
    if there:
        missing = comma.join(
            distinct_name(desk, one.staff_no) + (f"({one.why})" if one.why else "") for one in there.missing
        )
        facts = {"came": there.came, "expected": there.expected}
        all_came = t("ladder.attended_all", expected=there.expected)
        text.append((t("ladder.attended_but", missing=missing, **facts) if missing else all_came) + "\n")
    favour = [distinct_name(desk, number) for number, favours in votes.items() if favours]
    if favour:
        text.append(t("ladder.in_favour", names=comma.join(favour)) + "\n")
    if rung.reason:
        text.append(t("ladder.because", day=rung.decided_on, reason=rung.reason) + "\n")
    if rung.award:
        text.append(t("ladder.awarded", award=label_of(desk.lists.choices("honour_title"), rung.award)) + "\n")
    return text


def _not_shown(rung: Rung) -> str:
    return t("ladder.not_shown_yet") if rung.stage == STAGES[1] else t("ladder.before_county")


def _short_day(iso: str) -> str:
    """'9月15' where '9月15日(周二)' is too long."""
    return day_words(iso).partition("(")[0].removesuffix("日") if iso else ""


def _columns(width: int, *cells: str) -> str:
    sizes = [_GROUP, _WHO, _DAY, 0, _STAGE, _SCORE, _VOTES, _OUTCOME]
    sizes[3] = max(_LEAST_TOPIC, width - 2 - sum(size + 1 for size in sizes) + 1)
    return " " + " ".join(fitted(cell, size) for cell, size in zip(cells, sizes, strict=True))
