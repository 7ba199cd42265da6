"""Reflections in words: a line of the list, and what stands above a text."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text

from data.words import t
from models.actions.desk import Desk
from models.actions.lesson_facts import lessons
from models.actions.reflection_pieces import Piece, Step, reflection_rules
from models.journal.history import local_time
from models.registers.choosing import label_of
from models.rules.reflections import AGAIN, RETURNED
from screens.kit.prose import wrapped
from screens.kit.width import fitted

_MOST = {"state": 9, "grade": 9, "kind": 14}
"""Labels of the lists are cut at so many cells in a line."""

NAME, LENGTH, MARKS = 8, 5, 6


class PieceLines:
    """Lines of one desk's reflections. Make a new one when codes or rules may have changed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rules = reflection_rules(desk)
        self._choices = {
            name: desk.lists.choices(f"reflection_{name}") for name in ("state", "grade", "kind", "consent")
        }
        self._widths = {
            name: min(most, max(cell_len(label) for label in (t(f"column.reflection_{name}"), *self._labels(name))))
            for name, most in _MOST.items()
        }

    def _labels(self, name: str) -> list[str]:
        return [choice.label for choice in self._choices[name]]

    def label(self, name: str, code: str) -> str:
        return label_of(self._choices[name], code) if code else ""

    def line(self, piece: Piece, width: int) -> str:
        cells = (
            fitted(self.label("state", piece.state), self._widths["state"]),
            fitted(self.label("grade", piece.grade), self._widths["grade"]),
            fitted(piece.name or piece.sender or t("reflections.somebody"), NAME),
            fitted(self.label("kind", piece.kind), self._widths["kind"]),
            f"{piece.characters or '':>{LENGTH}}",
            fitted(self._marks(piece), MARKS),
            piece.title or piece.file_name,
        )
        return fitted(" " + " ".join(cells), width)

    def headings(self, width: int) -> str:
        titles = (
            fitted(t("column.reflection_state"), self._widths["state"]),
            fitted(t("column.reflection_grade"), self._widths["grade"]),
            fitted(t("column.teacher"), NAME),
            fitted(t("column.reflection_kind"), self._widths["kind"]),
            " " * max(0, LENGTH - cell_len(t("column.reflection_characters"))) + t("column.reflection_characters"),
            " " * MARKS,
            t("column.reflection_title"),
        )
        return fitted(" " + " ".join(titles), width)

    def head(self, piece: Piece, width: int) -> Text:
        """Whose it is, what for and how long; what the office said; each thing on its line."""
        week = t("reflections.week", week=piece.week) if piece.week else ""
        whose = "  ".join(
            filter(None, (piece.name or t("reflections.somebody"), piece.group, self.label("kind", piece.kind)))
        )
        told = Text(no_wrap=True)
        told.append(fitted(whose, max(0, width)).rstrip(), style="bold")
        state = "  ".join(filter(None, (self.label("state", piece.state), self.label("grade", piece.grade))))
        facts = (piece.month, week, self.length(piece), self._marks(piece, whole=True), state)
        lines = [piece.title, "  ".join(filter(None, facts)), self._bound_to(piece)]
        if piece.tags:
            lines.append(t("reflections.tags", tags=t("reflections.gap").join(piece.tags)))
        if piece.answer:
            given_back = piece.state in (RETURNED, AGAIN)
            words = t("reflections.was_returned") if given_back else t("reflections.was_answered")
            lines += wrapped(f"{words}{piece.answer}", width)
        if piece.problem:
            lines += wrapped(piece.problem, width)
        for line in filter(None, lines):
            told.append("\n" + fitted(line, width).rstrip())
        return told

    def length(self, piece: Piece) -> str:
        """How long the text is against the school's minimum."""
        least = self._rules.least_of(piece.kind)
        if piece.characters < least and piece.kind:
            return t("reflections.short", count=piece.characters, least=least, fewer=least - piece.characters)
        return t("reflections.length", count=piece.characters)

    def _marks(self, piece: Piece, whole: bool = False) -> str:
        """Late, short, for the yearbook: what an eye that runs down the list should stop at."""
        found = [t("reflections.late_mark")] if piece.late else []
        if not whole and piece.kind and piece.characters < self._rules.least_of(piece.kind):
            found.append(t("reflections.short_mark"))
        if piece.is_flagged:
            consent = self.label("consent", piece.consent)
            found.append(t("reflections.flagged", consent=consent) if whole and consent else t("reflections.flag_mark"))
        if whole and piece.is_shared:
            found.append(t("reflections.shared_mark"))
        return (t("reflections.gap") if whole else "").join(found)

    def _bound_to(self, piece: Piece) -> str:
        """The lesson or the activity that it is about."""
        if piece.lesson is not None:
            return next((one.title(self._desk.lists) for one in lessons([piece.lesson])), "")
        return self._desk.lists.activity_codes().get(piece.activity, "") if piece.activity is not None else ""


def step_line(step: Step, state: str) -> str:
    """'11-24 14:02  李芳  已交'."""
    at = f"{local_time(step.at):%Y-%m-%d %H:%M}" if step.at else ""
    return "  ".join(filter(None, (at, step.who, state, step.words)))
