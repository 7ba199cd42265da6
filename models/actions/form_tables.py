"""Results of evaluation forms as lines of tables, and in sentences: what the screen and the verb both show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.words import t
from models.actions.form_results import LessonResult, ObserverScore
from models.actions.lists import SchoolLists
from models.registers.choosing import label_of
from models.rules.paper_code import code_of
from models.rules.scores import show_tenths

Columns = Sequence[tuple[str, str]]


def lesson_columns(trimmed: bool = False) -> Columns:
    names = ["lesson", "held_on", "period", "teacher", "class", "subject", "topic", "forms", "mean"]
    names += [*(["trimmed"] if trimmed else []), "adjusted", "error", "lowest", "highest", "band"]
    return [(name, t(f"forms.column.{name}")) for name in names]  # family forms.column.*


def lesson_row(result: LessonResult, lists: SchoolLists, as_data: bool = False) -> dict[str, Any]:
    """One lesson: how many forms of how many, and what they come to; a mean never without its number."""
    facts, spread = result.facts, result.spread
    n = spread.n if spread else 0
    return {
        "lesson": facts.id,
        "held_on": facts.held_on,
        "period": facts.period,
        "teacher": facts.staff_no if as_data and facts.staff_no else facts.teacher,
        "class": facts.class_name,
        "subject": facts.subject if as_data else label_of(lists.choices("subject"), facts.subject),
        "topic": facts.topic,
        "forms": n if as_data else f"{n}/{result.expected}",
        "mean": one_decimal(spread.mean) if spread else None,
        "trimmed": one_decimal(result.trimmed),
        "adjusted": one_decimal(result.adjusted.mean if result.adjusted else None),
        "error": one_decimal(result.adjusted.error if result.adjusted else None),
        "lowest": one_decimal(spread.lowest if spread else None),
        "highest": one_decimal(spread.highest if spread else None),
        "band": result.band if as_data else label_of(lists.choices("form_band"), result.band),
    }


def observer_columns() -> Columns:
    names = ("code", "observer", "status", "score", "band", "strengths", "problems", "suggestions")
    return [(name, t(f"forms.column.{name}")) for name in names]  # family forms.column.*


def observer_rows(result: LessonResult, lists: SchoolLists, as_data: bool = False) -> list[dict[str, Any]]:
    return [_observer_row(one, lists, as_data) for one in result.scores]


def item_columns() -> Columns:
    names = ("number", "item", "most", "n", "item_mean", "deviation", "lowest", "highest")
    return [(name, t(f"forms.column.{name}")) for name in names]  # family forms.column.*


def item_rows(result: LessonResult) -> list[dict[str, Any]]:
    return [
        {
            "number": item.seq,
            "item": item.words,
            "most": show_tenths(item.most_x10),
            "n": spread.n,
            "item_mean": round(spread.mean, 2),
            "deviation": None if spread.deviation is None else round(spread.deviation, 2),
            "lowest": one_decimal(spread.lowest),
            "highest": one_decimal(spread.highest),
        }
        for item, spread in result.items
    ]


def summary(result: LessonResult, lists: SchoolLists, trimmed: bool = False) -> list[str]:
    """The results of a lesson in a few lines."""
    lines = [result.facts.title(lists)]
    if spread := result.spread:
        band = label_of(lists.choices("form_band"), result.band)
        said = {"n": spread.n, "expected": result.expected, "mean": f"{spread.mean:.1f}", "band": band}
        lines.append(t("forms.mean_line", **said, low=f"{spread.lowest:g}", high=f"{spread.highest:g}"))
        if trimmed:
            value = result.trimmed
            lines.append(t("forms.trimmed_line", mean=f"{value:.1f}") if value is not None else t("forms.not_trimmed"))
        if found := result.adjusted:
            lines.append(t("forms.adjusted_line", mean=f"{found.mean:.1f}", error=f"{found.error:.1f}", n=found.n))
        else:
            lines.append(result.why_not_adjusted)
    elif result.expected:
        lines.append(t("forms.no_forms_yet", expected=result.expected))
    if result.facts.reply:
        lines.append(t("forms.reply_line", teacher=result.facts.teacher, reply=result.facts.reply))
    return lines


def one_decimal(value: float | None) -> float | None:
    """A number as tables have it."""
    return None if value is None else round(value, 1)


def _observer_row(one: ObserverScore, lists: SchoolLists, as_data: bool) -> dict[str, Any]:
    form, score = one.form, one.score_x10
    status = form.status if form else ""
    words = t(f"forms.status.{status}") if status else t("forms.not_begun")  # family forms.status.*
    if form and status == "void":
        words = t("forms.void_because", reason=form.reason)
    return {
        "code": code_of(one.observer.observation),
        "observer": one.observer.name,
        "status": status if as_data else words,
        "score": None if score is None else score / 10,
        "band": one.band if as_data else label_of(lists.choices("form_band"), one.band),
        **{name: form.texts[name] if form else "" for name in ("strengths", "problems", "suggestions")},
    }
