"""What handed-in evaluation forms come to out of a hundred, read for many observations at once."""

from __future__ import annotations

from collections.abc import Sequence

import peewee as pw

from models.rules.scores import half_up
from models.tables.lessons import EvaluationForm, FormItem, FormScore
from models.tables.reading import tuples


def scores_of(observations: Sequence[int]) -> dict[int, int | None]:
    """The score in tenths (100 is 1000) of each observation whose form is in; None where the form has no points.

    Points of the items go before a total that was recorded alone.
    """
    ids = list(observations)
    if not ids:
        return {}
    applies = pw.Case(None, ((FormScore.not_applicable == False, 1),), 0)  # noqa: E712  # SQL, not Python
    rows = tuples(
        EvaluationForm.select(
            EvaluationForm.observation,
            EvaluationForm.total_x10,
            EvaluationForm.bonus_x10,
            pw.fn.COUNT(FormScore.id),
            pw.fn.COALESCE(pw.fn.SUM(FormScore.points_x10 * applies), 0),
            pw.fn.COALESCE(pw.fn.SUM(FormItem.max_x10 * applies), 0),
        )
        .join(FormScore, pw.JOIN.LEFT_OUTER, on=(FormScore.form == EvaluationForm.id))
        .join(FormItem, pw.JOIN.LEFT_OUTER, on=(FormScore.item == FormItem.id))
        .where(EvaluationForm.observation.in_(ids), EvaluationForm.status == "handed_in")
        .group_by(EvaluationForm.id, EvaluationForm.observation, EvaluationForm.total_x10, EvaluationForm.bonus_x10)
    )
    return {
        observation: half_up(points * 1000, full) + bonus if items and full else total if total >= 0 else None
        for observation, total, bonus, items, points, full in rows
    }
