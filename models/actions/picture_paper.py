"""A picture for Word, as a file's content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from data.words import t
from models.rules.series_pictures import Picture, shade

if TYPE_CHECKING:
    from data.formats.picture_paper import PicturePaper
    from models.actions.desk import Desk


def picture_document(desk: Desk, pictures: Sequence[Picture]) -> bytes:
    """The pictures one after the other, with the day on which they were counted."""
    from data.formats.picture_paper import as_document

    return as_document([_paper(desk, one) for one in pictures])


def share_words(share: float | None) -> str:
    """'85%'; '' where there is nothing to do. Never rounded up to all of it."""
    return "" if share is None else f"{int(share * 100)}%"


def _paper(desk: Desk, one: Picture) -> PicturePaper:
    from data.formats.picture_paper import PaperChart, PaperMap, PicturePaper

    charts = tuple(
        PaperChart(chart.title, tuple((bar.label, bar.number, bar.words) for bar in chart.bars), chart.full)
        for chart in one.charts
    )
    shares = one.map and PaperMap(
        one.map.title,
        one.map.headings,
        tuple((label, tuple((share_words(cell), shade(cell)) for cell in cells)) for label, cells in one.map.rows),
    )
    under = (t("pictures.for_the_hour", day=desk.today.isoformat()), *one.lines)
    return PicturePaper(one.title, under, charts, shares)
