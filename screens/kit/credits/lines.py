"""How a line of the credits is set in cells: people, one statement, and what a trial would change."""

from __future__ import annotations

from data.words import t
from models.actions.credit_candidates import Tried
from models.actions.credits import Statement
from models.rules.credits import CreditLine, shown_points
from screens.kit.width import fitted, right

_BAR = 12


def person_heads(with_target: bool) -> str:
    told = [right(t("credits.column.place"), 5), fitted(t("credits.column.name"), 10)]
    told += [fitted(t("credits.column.group"), 14), right(t("credits.column.counted"), 8)]
    if with_target:
        told += [right(t("credits.column.target"), 7), right(t("credits.column.lacking"), 8)]
    return " " + " ".join(told)


def person_line(place: int, one: Statement) -> str:
    told = [right(str(place), 5), fitted(one.name, 10), fitted(one.group, 14)]
    told.append(right(shown_points(one.counted_x100), 8))
    if one.target_x100:
        lacking = max(0, one.target_x100 - one.counted_x100)
        done = min(_BAR, max(0, one.counted_x100) * _BAR // one.target_x100)
        told += [right(shown_points(one.target_x100), 7), right(shown_points(lacking) if lacking else "", 8)]
        told.append("[" + "#" * done + "." * (_BAR - done) + "]")
    return " " + " ".join(told)


def line_heads(width: int) -> str:
    return _statement_line(
        t("credits.column.on_day"),
        t("credits.column.rule"),
        t("credits.column.what"),
        t("credits.column.earned"),
        t("credits.column.counted"),
        width,
    )


def line_line(line: CreditLine, width: int) -> str:
    """One line of a statement; what was earned and not counted says why after what it was."""
    what = f"{line.what}  ({line.why})" if line.why else line.what
    earned, counted = shown_points(line.earned_x100), shown_points(line.counted_x100)
    return _statement_line(line.on_day, line.rule_title, what, earned, counted, width)


def tried_heads() -> str:
    names = ("name", "before", "after", "place_before", "place_after")
    first, *rest = (t(f"credits.column.{name}") for name in names)  # family credits.column.*
    return " " + " ".join((fitted(first, 10), *(right(one, 10) for one in rest)))


def tried_line(one: Tried) -> str:
    numbers = (shown_points(one.before_x100), shown_points(one.after_x100), one.place_before, one.place_after)
    return " " + " ".join((fitted(one.name, 10), *(right(str(number), 10) for number in numbers)))


def _statement_line(day: str, rule: str, what: str, earned: str, counted: str, width: int) -> str:
    rule_width = 20 if width < 100 else 28
    rest = max(10, width - 10 - rule_width - 6 - 7 - 6)
    told = (fitted(day, 10), fitted(rule, rule_width), fitted(what, rest), right(earned, 6), right(counted, 7))
    return " " + " ".join(told)
