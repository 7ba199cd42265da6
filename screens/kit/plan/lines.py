"""How a clause and its figures read, in one line of the list and in full below or beside it."""

from __future__ import annotations

from data.words import t
from models.actions.owed.told import state_words
from models.actions.plan_book import Clause, Figure
from models.rules.obligations import STATES
from models.rules.plan_text import title_of
from screens.kit.prose import wrapped
from screens.kit.width import clipped, fitted, right

_BAR = 10
_NUMBER, _LABEL, _VALUE = 7, 22, 10
_FIGURE = 42
"""Cells of a line that the figure takes, with what it is called."""
_NAMED_FROM = 76
"""Cells of a line in which there is room for what the figure is called."""
_ORDER = ("impossible", "late", "behind", "unmeasured", "ahead", "coming", "done", "exempt", "", "uncounted", "hidden")
assert set(STATES) <= set(_ORDER)


def foremost(clause: Clause) -> Figure | None:
    """The figure that wants to be looked at first; None of none."""
    return min(clause.figures, key=lambda one: (_ORDER.index(one.state), -one.owing), default=None)


def clause_line(clause: Clause, width: int) -> str:
    """A clause in one line: its number, how it begins, and the figure that wants a look first, with its state in
    words."""
    title = title_of(clause.body) if clause.is_heading else clause.body.partition("\n")[0]
    indent = " " if clause.is_heading and "(" not in clause.number else "   "
    if clause.is_heading and not clause.figures:
        return f"{indent}{clause.number}  {title}"
    named = width >= _NAMED_FROM
    head = fitted(f"{indent}{fitted(clause.number, _NUMBER)}{title}", width - (_FIGURE if named else _FIGURE - 17))
    figure = foremost(clause)
    if figure is None:
        return f"{head} {t('plan_book.with_reason' if clause.unmeasured else 'plan_book.no_number')}"
    value = "" if figure.state == "unmeasured" else figure.text
    more = f"+{len(clause.figures) - 1}" if len(clause.figures) > 1 else ""
    label = f" {fitted(figure.label, 16)}" if named else ""
    return f"{head}{label} {right(value, _VALUE)} {fitted(_sign(figure), 9)} {more}".rstrip()


def told_in_full(clause: Clause, width: int, height: int) -> list[str]:
    """The clause's own words as far as there is room, what was carried over, its figures a line each, or why there are
    none."""
    below = [clipped(figure_line(one, width >= _NAMED_FROM - 4), width) for one in clause.figures]
    if clause.carried:
        below += wrapped(t("plan_book.carried", what=clause.carried), width)
    if clause.needs_measure:
        below.append(t("plan_book.nothing_measures"))
    if clause.unmeasured:
        below += wrapped(t("plan_book.because", reason=clause.unmeasured), width)
    words = wrapped(f"{clause.number}  {clause.body}".strip(), width)
    room = max(2, height - len(below))
    if len(words) > room:
        words = [*words[: room - 1], clipped(words[room - 1] + t("plan_book.more_words"), width)]
    return [*words, *below]


def figure_line(one: Figure, with_bar: bool = True) -> str:
    """'听课 563/985 [#####.....] 57%  应有 591  20 人欠'."""
    if one.state == "unmeasured":
        return f"{fitted(one.label, _LABEL)} {one.text}"
    parts = [fitted(one.label, _LABEL), right(one.text, _VALUE)]
    if one.of:
        drawn = f"[{bar(one)}] " if with_bar else ""
        parts.append(f"{drawn}{right(f'{one.share}%', 4)}")
        parts.append(fitted(t("plan_book.due", due=one.due), 9) if one.unit == "count" else fitted("", 9))
        parts.append(_state(one))
    return " ".join(parts).rstrip()


def choice_line(one: Figure) -> str:
    """A figure where one of several is chosen: '听课 563/985  27 人欠'."""
    return f"{fitted(one.label, _LABEL)} {right(one.text, _VALUE)}  {_state(one)}".rstrip()


def bar(one: Figure) -> str:
    """So much of ten signs as is done."""
    done = min(_BAR, one.done * _BAR // one.of)
    return "#" * done + "." * (_BAR - done)


def _sign(one: Figure) -> str:
    """The state in as few cells as can be."""
    if one.owing:
        return t("plan_book.owing", count=one.owing)
    return _in_words(one.state)


def _state(one: Figure) -> str:
    if one.owing:
        return t(f"home.owing_{one.about}", count=one.owing)  # family home.owing_*
    return _in_words(one.state)


def _in_words(state: str) -> str:
    """An obligation's state; nothing where the text of the figure says it already."""
    return state_words(state) if state in STATES else ""
