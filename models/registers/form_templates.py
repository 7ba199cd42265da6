"""The school's evaluation forms and their items: two registers. An edition in use never changes; a change makes the
next one."""

from __future__ import annotations

from typing import Any

from data.words import t
from models.registers.column import Column, Context, Kind, Values
from models.registers.problem import Problem
from models.registers.register import Register
from models.rules.form_texts import DEFAULT_BANDS, BadText, read_bands, read_limits
from models.rules.lesson_course import TIMED


def _bands(value: Any, _row: Values, _context: Context) -> Problem | None:
    try:
        read_bands(value)
    except BadText as error:
        return Problem("bands", str(error))
    return None


def _limits(value: Any, _row: Values, _context: Context) -> Problem | None:
    try:
        read_limits(value)
    except BadText as error:
        return Problem("limits", str(error))
    return None


def _timed(value: Any, _row: Values, _context: Context) -> Problem | None:
    return None if value in TIMED else Problem("timed_by", t("forms.not_timed"))


FORM_TEMPLATES = Register(
    id="form_templates",
    columns=(
        Column("form_title", Kind.TEXT, 24, required=True, frozen=True, printed=True, max_length=60),
        Column("form_title_en", Kind.TEXT, 24, max_length=120, shown=False),
        Column("edition", Kind.COMPUTED, 4, printed=True),
        Column("form_subject", Kind.CODE, 8, choices="subject", printed=True),
        Column("form_kind", Kind.CODE, 8, choices="open_lesson_kind", printed=True),
        Column("full_score", Kind.COMPUTED, 6, printed=True),
        Column("bands", Kind.TEXT, 12, required=True, default=DEFAULT_BANDS, printed=True, checks=(_bands,)),
        Column("required_texts", Kind.CODES, 16, choices="form_text", printed=True),
        Column("bonus", Kind.INTEGER, 6, largest=20, printed=True),
    ),
    keys=(("form_title",),),
    distinct={"form_title": ""},
)

FORM_ITEMS = Register(
    id="form_items",
    columns=(
        Column("form", Kind.CODE, 20, required=True, choices="form_template", frozen=True, printed=True, sticky=True),
        Column("item_number", Kind.COMPUTED, 4, frozen=True, printed=True),
        Column("item_section", Kind.TEXT, 14, max_length=40, printed=True, sticky=True),
        Column("item_words", Kind.TEXT, 34, required=True, max_length=120, printed=True),
        Column("item_most", Kind.INTEGER, 4, required=True, largest=100, printed=True),
        Column("timed_by", Kind.CODE, 8, choices="lesson_work", printed=True, checks=(_timed,)),
        Column("limits", Kind.TEXT, 24, max_length=200, printed=True, checks=(_limits,)),
    ),
    keys=(("form", "item_words"),),
)
