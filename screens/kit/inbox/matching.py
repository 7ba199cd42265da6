"""Whose is it? What came without saying so, one after the other: a digit takes a likely person, letters any other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.reflection_pages import ReflectionPages, judges
from models.actions.reflections_matching import Matching, Question
from models.actions.registers.reflections import ReflectionTable
from models.actions.undoing import step_back, step_forward
from models.registers.column import Person
from models.registers.source import Outcome
from models.rules.reflections import WAITING
from models.rules.rights import who_may_do
from screens.kit.dialogs import Choose
from screens.kit.footer import FootLine
from screens.kit.inbox.matching_lines import MatchingPane, kind_lines, nobody_words, person_lines
from screens.kit.inbox.pane import PiecePane
from screens.kit.keys import folded
from screens.kit.overlay import Overlay
from screens.kit.page import Page
from screens.kit.width import fitted

_LINES = 2


class MatchingRoom(Overlay):
    """The box of what waits, from the piece under the cursor on; what was matched stays in the list, faint."""

    AUTO_FOCUS: ClassVar[str | None] = "PieceList"
    HORIZONTAL_BREAKPOINTS = Page.HORIZONTAL_BREAKPOINTS
    VERTICAL_BREAKPOINTS = Page.VERTICAL_BREAKPOINTS
    DEFAULT_CSS = """
    MatchingRoom #match-head { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    MatchingRoom #match-line { height: 2; padding: 0 1; background: $panel; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.pages = ReflectionPages(desk, "waiting")
        self._matching = Matching(desk)
        self._question: Question | None = None
        self._typed = ""
        self._picked: Person | None = None
        """Whose it is, while its kind is still asked for."""

    def compose(self) -> ComposeResult:
        yield Static(id="match-head", markup=False)
        yield MatchingPane(self.desk)
        yield Static(id="match-line", markup=False)
        yield FootLine()

    def on_mount(self) -> None:
        self.pane.show(self.pages)
        self._ask()

    @property
    def pane(self) -> MatchingPane:
        return self.query_one(MatchingPane)

    def help_text(self) -> str:
        return t("intake.matching_help")

    def take_in_others(self) -> None:
        """Others have written."""
        self._matching = Matching(self.desk)
        self.pane.read_again()
        self._ask(keep=True)

    def on_piece_pane_chosen(self, event: PiecePane.Chosen) -> None:
        self._ask()

    def on_resize(self) -> None:
        self._tell()

    # -- typing --------------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """A digit takes one of those shown; letters and characters name somebody."""
        key = folded(event.key)
        character = key if len(key) == 1 and key.isascii() else event.character or ""
        if self._question is None or not character.isprintable() or not character.strip():
            return
        if character.isdecimal():
            event.stop()
            self._digit(int(character))
        elif character.isalpha() and self._picked is None:
            event.stop()
            self._typed += character
            self._tell()

    def _digit(self, digit: int) -> None:
        if self._picked is not None:
            kinds = self._kinds()
            if chosen := next((code for code, digits, _ in kinds if digits == str(digit)), None):
                self._settle(self._picked, chosen)
            return
        people = self._people()
        if 1 <= digit <= len(people):
            self._pick(people[digit - 1])
        else:
            self.host.say(nobody_words(self._typed), warning=True)

    def do_matching_accept(self) -> None:
        """The only one, or the first of those that the letters name."""
        people = self._people()
        if people and self._picked is None and (self._typed or len(people) == 1):
            self._pick(people[0])

    def why_not_matching_accept(self) -> str:
        if self._question is None:
            return t("intake.all_matched")
        if self._picked is not None:
            return t("intake.which_kind")
        if self._people() and (self._typed or len(self._people()) == 1):
            return ""
        return nobody_words(self._typed)

    def do_matching_rub(self) -> None:
        """One letter back; the person chosen is asked for again."""
        self._picked, self._typed = None, self._typed[:-1]
        self._tell()

    def do_matching_leave(self) -> None:
        """First what is typed goes, then one leaves."""
        if self._typed or self._picked:
            self._typed, self._picked = "", None
            self._tell()
        else:
            self.dismiss(None)

    # -- besides -------------------------------------------------------------------------------------------------------

    def do_matching_later(self) -> None:
        """The next one that waits."""
        self._go_on()

    def do_matching_on(self) -> None:
        self.pane.scroll_text(1)

    def do_matching_back(self) -> None:
        self.pane.scroll_text(-1)

    async def do_matching_about(self) -> None:
        """After which lesson, or in which exchange, where the file does not tell."""
        piece = self.pane.piece
        if piece is None:
            return
        held = self._matching.about(piece.staff_no, piece.kind)
        options = [(str(one.id), f"{one.day}  {one.title or t('intake.no_title')}") for one in held]
        chosen = await self.app.push_screen_wait(Choose(t("intake.about_which"), options))
        if chosen:
            self._matching.bind(piece, int(chosen))
            self._written(t("intake.did_bind"), stay=True)

    def why_not_matching_about(self) -> str:
        piece = self.pane.piece
        if piece is None or not piece.staff_no:
            return t("intake.say_who")
        return "" if self._matching.about(piece.staff_no, piece.kind) else t("intake.nothing_held", who=piece.name)

    def do_matching_remove(self) -> None:
        """It is no reflection: out of the box. The history keeps it, and undo brings it back."""
        if piece := self.pane.piece:
            self._matching.remove(piece)
            self._written(t("intake.did_remove", name=piece.file_name or piece.title))

    def why_not_matching_remove(self) -> str:
        piece = self.pane.piece
        return "" if piece and piece.state == WAITING else t("intake.only_waiting")

    def do_app_undo(self) -> None:
        self._step(step_back)

    def do_app_redo(self) -> None:
        self._step(step_forward)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _people(self) -> Sequence[Person]:
        if self._question is None:
            return ()
        return self._matching.find(self._typed) if self._typed else self._question.people

    def _kinds(self) -> list[tuple[str, str, str]]:
        return [(choice.code, choice.digits, choice.label) for choice in self.desk.lists.choices("reflection_kind")]

    def _pick(self, person: Person) -> None:
        assert self._question is not None
        kind = self._question.piece.kind or self._question.guess.kind
        if kind:
            self._settle(person, kind)
        else:
            self._picked = person
            self._tell()

    def _settle(self, person: Person, kind: str) -> None:
        assert self._question is not None
        self._matching.settle(self._question, person.staff_no, kind)
        label = self.pane.lines.label("kind", kind)
        self._written(t("intake.did_match", who=person.name, kind=label))

    def _written(self, words: str, stay: bool = False) -> None:
        self.host.saved()
        self._typed, self._picked = "", None
        self._matching = Matching(self.desk)
        self.pane.read_again()
        if not stay:
            self._go_on()
        left = self._waiting()
        said = t("intake.left", count=left) if left else t("intake.all_matched")
        self.host.say(t("intake.gap").join((words, said)))
        self._ask()

    def _waiting(self) -> int:
        return sum(1 for index in range(len(self.pages)) if self._waits(index))

    def _waits(self, index: int) -> bool:
        piece = self.pages.piece(index)
        return piece is not None and piece.state == WAITING

    def _go_on(self) -> None:
        index, count = self.pane.index or 0, len(self.pages)
        following = next((at for at in (*range(index + 1, count), *range(index)) if self._waits(at)), None)
        if following is not None:
            self.pane.go_to(following)

    def _ask(self, keep: bool = False) -> None:
        """What is to be asked about the piece under the cursor."""
        piece = self.pane.piece
        waits = piece is not None and piece.state == WAITING
        self._question = self._matching.question(piece) if piece is not None and waits else None
        if not keep:
            self._typed, self._picked = "", None
            if self._question is not None and piece is not None and piece.staff_no:
                self._picked = next(iter(self._question.people), None)  # only what it counts for is open
        self._tell()

    def _tell(self) -> None:
        index = self.pane.index
        place = t("reflections.place", at=index + 1, count=len(self.pages)) if index is not None else ""
        head = t("intake.gap").join(
            filter(None, (t("intake.matching"), place, t("intake.left", count=self._waiting())))
        )
        width = max(20, self.size.width - 2)
        self.query_one("#match-head", Static).update(Text(fitted(head, width), no_wrap=True))
        lines = [fitted(line, width).rstrip() for line in self._lines()]
        self.query_one("#match-line", Static).update(Text("\n".join(lines[:_LINES]), no_wrap=True))

    def _lines(self) -> list[str]:
        if self._question is None:
            return [t("intake.all_matched") if not self._waiting() else ""]
        if self._picked is not None:
            return kind_lines(self._picked, self._kinds())
        return person_lines(self._question, self._typed, self._people())

    def _step(self, take: Callable[[Any, Any], Outcome]) -> None:
        outcome = take(self.desk.store, ReflectionTable(self.desk.lists, self.desk))
        if outcome.change_id is not None:
            self.host.saved()
            self._matching = Matching(self.desk)
            self.pane.read_again()
            if outcome.focus and (index := self.pages.index_of(outcome.focus[0])) is not None:
                self.pane.go_to(index)
            self._ask()
        self.host.say(outcome.message)


def why_not_match(desk: Desk) -> str:
    """Why this person matches nothing, in a sentence; ''."""
    if not judges(desk):
        return t("intake.only_office", who=who_may_do("reflections.assign"))
    return "" if len(ReflectionPages(desk, "waiting")) else t("intake.nothing_waits")
