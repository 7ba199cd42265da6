"""The cell editors: small state machines that know columns and keys, and nothing of a screen."""

from __future__ import annotations

from models.registers.column import Column, Context, Kind
from screens.kit.grid.editors.clock import ClockEditor
from screens.kit.grid.editors.code import CodeEditor
from screens.kit.grid.editors.codes import CodesEditor
from screens.kit.grid.editors.dates import DateEditor
from screens.kit.grid.editors.digits import DigitsEditor
from screens.kit.grid.editors.lessons import LessonsEditor
from screens.kit.grid.editors.person import PersonEditor
from screens.kit.grid.editors.score import ScoreEditor
from screens.kit.grid.editors.text import TextEditor
from screens.kit.grid.editors.typed import Candidate, Reaction

__all__ = ["WORDS", "Candidate", "Reaction", "TextEditor", "editor_for"]

_EDITORS: dict[Kind, type[TextEditor]] = {
    Kind.CODE: CodeEditor,
    Kind.CODES: CodesEditor,
    Kind.PERSON: PersonEditor,
    Kind.PARTIAL_DATE: DateEditor,
    Kind.DAY: DateEditor,
    Kind.DIGITS: DigitsEditor,
    Kind.INTEGER: DigitsEditor,
    Kind.SCORE: ScoreEditor,
    Kind.CLOCK: ClockEditor,
    Kind.LESSONS: LessonsEditor,
}

WORDS = frozenset({Kind.TEXT, Kind.NAME, Kind.HONOURS})
"""Kinds in which every sign may be meant, so that no printable key is a command."""


def editor_for(column: Column, context: Context, old: str = "", caret_mode: bool = False) -> TextEditor:
    """The editor of that column's kind, empty, or with the old text and the caret behind it."""
    return _EDITORS.get(column.kind, TextEditor)(column, context, old, caret_mode)
