"""评课: the open lessons of the term with what their evaluation forms come to so far."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from data.words import language, t
from models.actions.form_results import LessonResult, Results
from models.actions.form_tables import lesson_row
from models.actions.lesson_facts import lessons
from models.actions.news import newest_change
from screens.kit.forms.opens import OpensForms
from screens.kit.line_list import LineList, ListLine
from screens.kit.width import fitted

_WIDTHS = (("held_on", 11), ("period", 5), ("teacher", 9), ("class", 9), ("subject", 7), ("topic", 10))
_NUMBERS = (("forms", 7), ("mean", 7), ("adjusted", 7), ("band", 6))
_ROOMY, _ROOMY_FROM = {"period": 7, "teacher": 12, "class": 10, "subject": 13, "adjusted": 9, "band": 10}, 110
"""Widths that take English words whole, and the width of screen that has room for them."""


class FormsScreen(OpensForms):
    """A line for each lesson, the latest first; Enter opens its sheet."""

    PLACE: ClassVar[str] = "forms"
    AUTO_FOCUS: ClassVar[str | None] = "LineList"
    DEFAULT_CSS = """
    FormsScreen .page-body { padding: 0; }
    FormsScreen #forms-line { height: 1; padding: 0 1; color: $text-muted; }
    FormsScreen #forms-headings { height: 1; background: $panel; text-style: bold; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._results: list[LessonResult] = []
        self._as_of: tuple[object, ...] = ()

    def body(self) -> ComposeResult:
        yield Static(id="forms-line", markup=False)
        yield Static(id="forms-headings", markup=False)
        yield LineList(self._line)

    def lesson_here(self) -> int | None:
        index = self.query_one(LineList).index
        return self._results[index].facts.id if index is not None else None

    def refresh_page(self) -> None:
        """Count the results anew, unless nothing has been written since they were counted: they take a while."""
        as_of = (newest_change(self.desk.store), self.desk.today, language())
        if as_of == self._as_of:
            return
        self._as_of = as_of
        before = self.lesson_here() if self._results else None
        term = self.desk.term
        found = lessons(since=term.starts_on, until=term.ends_on) if term else lessons()
        self._results = Results(self.desk).of(found[::-1])
        at = next((i for i, one in enumerate(self._results) if one.facts.id == before), 0)
        self.query_one(LineList).show(len(self._results), at)
        self.on_resize()
        forms = sum(one.spread.n for one in self._results if one.spread)
        expected = sum(one.expected for one in self._results)
        words = t("forms.page_line", lessons=len(self._results), forms=forms, expected=expected)
        self.query_one("#forms-line", Static).update(words if self._results else t("forms.no_lessons"))

    def on_resize(self) -> None:
        titles = {name: t(f"forms.column.{name}") for name, _ in (*_WIDTHS, *_NUMBERS)}  # family forms.column.*
        self.query_one("#forms-headings", Static).update(Text(_joined(titles, self.size.width), no_wrap=True))

    def help_text(self) -> str:
        return t("forms.page_help")

    def _line(self, index: int, width: int) -> ListLine:
        result = self._results[index]
        row = lesson_row(result, self.desk.lists)
        shown = {name: "" if value is None else str(value) for name, value in row.items()}
        return ListLine(_joined(shown, self.size.width), faint=result.facts.status == "cancelled")


def _joined(cells: dict[str, str], room: int) -> str:
    """The cells of a line in ``room`` cells; what is left over goes to the topic."""
    widths = {**dict(_WIDTHS), **dict(_NUMBERS), **(_ROOMY if room >= _ROOMY_FROM else {})}
    widths["topic"] += max(0, room - 2 - sum(widths.values()))
    return " " + " ".join(fitted(cells[name], width - 1) for name, width in widths.items())
