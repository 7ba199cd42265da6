"""What the matching room shows: the files with whose each is by now, and below them what is asked."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.widgets import Static

from data.words import t
from models.actions.reflections_matching import Question
from models.registers.column import Person
from models.rules.reflections import WAITING
from screens.kit.inbox.pane import PieceList, PiecePane
from screens.kit.line_list import ListLine
from screens.kit.width import fitted

_NAME, _KIND = 8, 8


class MatchingPane(PiecePane):
    """The files by their names, with whose each is by now."""

    def _line(self, index: int, width: int) -> ListLine:
        piece = self.pages.piece(index) if self.pages else None
        if piece is None:
            return ListLine(" " + t("reflections.gone_line"), faint=True)
        cells = (
            fitted(piece.name or t("intake.whose"), _NAME),
            fitted(self.lines.label("kind", piece.kind), _KIND),
            piece.file_name or piece.title,
        )
        return ListLine(fitted(" " + " ".join(cells), width), faint=piece.state != WAITING)

    def _tell(self) -> None:
        super()._tell()
        width = self.query_one(PieceList).size.width
        titles = fitted(t("column.teacher"), _NAME), fitted(t("column.reflection_kind"), _KIND), t("intake.column.file")
        self.query_one("#piece-heads", Static).update(Text(fitted(" " + " ".join(titles), width), no_wrap=True))


def person_lines(question: Question, typed: str, people: Sequence[Person]) -> list[str]:
    """Why it is open, and who it may be by, each with the digit that takes them."""
    shown = t("intake.gap").join(
        t("intake.numbered", digit=digit, name=one.name, number=one.staff_no, note=one.note)
        for digit, one in enumerate(people, 1)
    )
    return [
        t("intake.gap").join(question.why),
        t("intake.by", typed=typed, people=shown or nobody_words(typed)),
    ]


def kind_lines(person: Person, kinds: Sequence[tuple[str, str, str]]) -> list[str]:
    """The kinds (code, digit, label) that it may be of."""
    shown = t("intake.gap").join(f"{digits} {label}" for _, digits, label in kinds)
    return [t("intake.which_kind"), t("intake.is_by", who=person.name, kinds=shown)]


def nobody_words(typed: str) -> str:
    """Nobody is meant: by these letters, or because none were typed."""
    return t("intake.nobody_so_called", text=typed) if typed else t("intake.say_who")
