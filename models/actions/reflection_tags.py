"""The words that the office puts on reflections, and the months that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import peewee as pw

from models.tables.reading import tuples
from models.tables.reflections import Reflection, ReflectionTag

if TYPE_CHECKING:
    from models.actions.desk import Desk


def usual_tags(desk: Desk, most: int = 9) -> list[str]:
    """The words that are used most, the commonest first. Raises NotAllowed."""
    desk.sight.ensure("reflections.judge")
    count = pw.fn.COUNT(ReflectionTag.id)
    query = ReflectionTag.select(ReflectionTag.tag, count).group_by(ReflectionTag.tag)
    return [word for word, _ in tuples(query.order_by(count.desc(), ReflectionTag.tag).limit(most))]


def usual_months(desk: Desk, most: int = 18) -> list[str]:
    """The months for which something has come, the latest first. Raises NotAllowed."""
    desk.sight.ensure("reflections")
    query = Reflection.select(Reflection.month).where(Reflection.month != "").distinct()
    return [month for (month,) in tuples(query.order_by(Reflection.month.desc()).limit(most))]
