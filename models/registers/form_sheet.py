"""The sheet of one lesson's evaluation forms: its columns are the items of the form."""

from __future__ import annotations

from collections.abc import Sequence

from data.words import t
from models.registers.column import Column, Context, Kind, Values
from models.registers.problem import Problem
from models.registers.register import Register
from models.rules.scores import Item, control_agrees, show_tenths, sum_of

SHEET_ID = "forms"
CONTROL, BONUS, TOTAL, BAND = "control_total", "bonus", "form_total", "form_band"
PHRASES = {"strengths": "form_strength", "problems": "form_problem", "suggestions": "form_suggestion"}
"""The texts of a form with the lists of their phrases."""


def item_field(seq: int) -> str:
    return f"item{seq}"


def points_in(values: Values, items: Sequence[Item]) -> dict[int, int | None]:
    """The tenths in a row of the sheet, by the item's number."""
    return {item.seq: values.get(item_field(item.seq)) for item in items}


def sheet_register(
    items: Sequence[Item], required: Sequence[str], bonus_x10: int = 0, upright: bool = False, control: bool = False
) -> Register:
    """The register of one lesson's forms, an observer in each row.

    ``upright`` has the items' own words as headings, for one form alone; otherwise their numbers, so that many stand
    beside each other. With ``control`` the way from cell to cell stops at the total on the paper.
    """

    def passed_by(_row: Values) -> bool:
        return not upright

    scores = [_item_column(item, upright) for item in items]
    if bonus_x10:
        scores.append(Column(BONUS, Kind.SCORE, 6, largest=bonus_x10 // 10))
    texts = [
        Column(name, Kind.TEXT, 24, choices=phrases, max_length=2000, skip_if=passed_by)
        for name, phrases in PHRASES.items()
    ]
    skip_control = None if control else lambda _row: True
    columns = (
        Column("observer", Kind.COMPUTED, 10, frozen=True),
        Column(TOTAL, Kind.COMPUTED, 4, frozen=True),
        Column(BAND, Kind.COMPUTED, 4, frozen=True),
        *scores,
        Column(CONTROL, Kind.SCORE, 6, largest=200, skip_if=skip_control),
        *texts,
        Column("form_status", Kind.COMPUTED, 6),
    )
    return Register(SHEET_ID, columns, keys=(("observer",),), row_rules=(_control(items), _owed(items, required)))


def _item_column(item: Item, upright: bool) -> Column:
    most = show_tenths(item.most_x10)
    words = t("forms.item", number=item.seq, item=item.words, most=most)
    return Column(
        item_field(item.seq),
        Kind.SCORE,
        4,
        largest=item.most_x10 // 10,
        heading=words if upright else t("forms.item_short", number=item.seq, most=most),
        explained=t("forms.item_help", most=most) if upright else words,
    )


def _control(items: Sequence[Item]):
    def check(row: Values, _context: Context) -> Sequence[Problem]:
        control, points = row.get(CONTROL), points_in(row, items)
        if control is None or all(value is None for value in points.values()):
            return ()
        found = sum_of(items, points, row.get(BONUS) or 0)
        if found.missing or control_agrees(found, control):
            return ()
        said = show_tenths(found.points_x10 + found.bonus_x10)
        return (Problem(CONTROL, t("forms.control_differs", sum=said, control=show_tenths(control))),)

    return check


def _owed(items: Sequence[Item], required: Sequence[str]):
    def check(row: Values, _context: Context) -> Sequence[Problem]:
        """Texts are asked for once every item has its points."""
        if any(value is None for value in points_in(row, items).values()) or row.get("from_paper"):
            return ()
        return [
            Problem(name, t("problem.required", title=t(f"column.{name}")), hard=False)  # family column.*
            for name in required
            if not row.get(name)
        ]

    return check
