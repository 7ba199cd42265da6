"""Reading reflections one after the other: a key grades, a key gives back, and the next one is there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.preferences import prefer, preference
from models.actions.reflection_pages import ReflectionPages, judges
from models.actions.reflection_tags import usual_tags
from models.actions.reflections import Done, file_away, flag, give_back, mark_read, steps_of, tag
from models.actions.registers.reflections import ReflectionTable
from models.actions.undoing import step_back, step_forward
from models.registers.source import Outcome
from models.rules.reflections import FILED, READ, RETURNED
from models.rules.rights import why_not_do
from models.store.errors import StoreError
from screens.kit.dialogs import Choose, Tell
from screens.kit.footer import FootLine
from screens.kit.forms.sheet import FormSheetScreen
from screens.kit.inbox.giving_out import why_not_compare
from screens.kit.inbox.likeness import LikenessSheet
from screens.kit.inbox.lines import step_line
from screens.kit.inbox.pane import PiecePane
from screens.kit.inbox.phrases import AskPhrase
from screens.kit.overlay import Overlay
from screens.kit.page import Page

AT_ONCE, STOPPED = "reading.at_once", "inbox.stopped"
"""Under which names the person's preferences are kept: whether grading files too, and where they stopped."""


class ReadingRoom(Overlay):
    """The pieces of one box, from the one under the cursor on; what has been read stays in the list."""

    AUTO_FOCUS: ClassVar[str | None] = "PieceList"
    HORIZONTAL_BREAKPOINTS = Page.HORIZONTAL_BREAKPOINTS
    VERTICAL_BREAKPOINTS = Page.VERTICAL_BREAKPOINTS
    DEFAULT_CSS = """
    ReadingRoom #room-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    """

    def __init__(self, desk: Desk, pages: ReflectionPages, index: int) -> None:
        super().__init__()
        self.desk = desk
        self.pages = pages
        self._start = index
        self._done: dict[int, str] = {}
        self.at_once = bool(preference(desk.store, AT_ONCE, True))

    def compose(self) -> ComposeResult:
        yield Static(id="room-line", markup=False)
        yield PiecePane(self.desk)
        yield FootLine()

    def on_mount(self) -> None:
        self.pane.show(self.pages, self._start)
        self._head()

    @property
    def pane(self) -> PiecePane:
        return self.query_one(PiecePane)

    def help_text(self) -> str:
        return t("reflections.reading_help")

    def take_in_others(self) -> None:
        """Others have written."""
        self.pane.read_again()
        self._head()

    def on_piece_pane_chosen(self, event: PiecePane.Chosen) -> None:
        """Remember where the person is, so that they find the place again whatever happens."""
        self._remember()
        self._head()

    # -- reading -----------------------------------------------------------------------------------------------------

    def do_reading_on(self) -> None:
        """Turn the page; at the end of the text the next piece comes."""
        if not self.pane.scroll_text(1) and self.pane.index is not None:
            self.pane.go_to(min(self.pane.index + 1, len(self.pages) - 1))

    def do_reading_back(self) -> None:
        self.pane.scroll_text(-1)

    def do_reading_next(self) -> None:
        """The next one that nobody has read yet."""
        self._go_on()

    async def do_reading_outline(self) -> None:
        found = self.pane.outline
        chosen = await self.app.push_screen_wait(
            Choose(t("reflections.outline"), [(str(line), title) for line, title in found])
        )
        if chosen:
            self.pane.scroll_to_line(int(chosen))

    def why_not_reading_outline(self) -> str:
        return self._why_nothing() or ("" if self.pane.outline else t("reflections.no_headings"))

    async def do_reading_lesson(self) -> None:
        """The lesson it is about, with the forms of those who observed it."""
        piece = self.pane.piece
        if piece is not None and piece.lesson is not None:
            await self.app.push_screen_wait(FormSheetScreen(self.desk, piece.lesson))

    def why_not_reading_lesson(self) -> str:
        piece = self.pane.piece
        return self._why_nothing() or ("" if piece and piece.lesson is not None else t("reflections.no_lesson"))

    async def do_reading_likeness(self) -> None:
        """What of it stands in others."""
        if piece := self.pane.piece:
            await self.app.push_screen_wait(LikenessSheet(self.desk, piece.id))

    def why_not_reading_likeness(self) -> str:
        return why_not_compare(self.desk, self.pane.piece)

    async def do_reading_steps(self) -> None:
        """What became of it so far: when, who, with which words."""
        if piece := self.pane.piece:
            lines = [
                step_line(step, self.pane.lines.label("state", step.state)) for step in steps_of(self.desk, piece.id)
            ]
            await self.app.push_screen_wait(Tell(t("reflections.steps"), "\n".join(lines)))

    def why_not_reading_steps(self) -> str:
        return self._why_nothing()

    def do_reading_leave(self) -> None:
        self._remember()
        self.dismiss(None)

    # -- judging -----------------------------------------------------------------------------------------------------

    def do_reading_excellent(self) -> None:
        self._grade("excellent")

    def do_reading_a(self) -> None:
        self._grade("a")

    def do_reading_b(self) -> None:
        self._grade("b")

    def do_reading_c(self) -> None:
        self._grade("c")

    def do_reading_file(self) -> None:
        """File it as it is and go on; one that is filed already is only passed."""
        piece = self.pane.piece
        if piece is None:
            return
        if piece.state == FILED or not judges(self.desk):
            self.do_reading_on()
        elif self._tell_refused(file_away(self.desk, [piece.id])):
            self._after(piece.id, FILED, t("reflections.did_file", who=piece.name))

    async def do_reading_give_back(self) -> None:
        """Back to the author with a reason: one of the school's sentences by its digit, or one's own."""
        piece = self.pane.piece
        if piece is None:
            return
        phrases = [choice.label for choice in self.desk.lists.choices("return_reason")]
        title = t("reflections.return_title", who=piece.name)
        reason = await self.app.push_screen_wait(AskPhrase(title, phrases))
        if reason and reason.strip() and self._tell_refused(give_back(self.desk, [piece.id], reason)):
            self._after(piece.id, RETURNED, t("reflections.did_return", who=piece.name))

    async def do_reading_words(self) -> None:
        """Some words to the author, who sees them beside the grade."""
        piece = self.pane.piece
        if piece is None:
            return
        title = t("reflections.words_title", who=piece.name)
        before = piece.answer if piece.state in (READ, FILED) else ""
        words = await self.app.push_screen_wait(AskPhrase(title, [], value=before))
        if words is not None:
            file = piece.state == FILED
            if self._tell_refused(mark_read(self.desk, [piece.id], piece.grade, words.strip(), file)):
                self._after(piece.id, READ, t("reflections.did_answer", who=piece.name), stay=True)

    async def do_reading_tag(self) -> None:
        """A word to find it by; the same word once more takes it off."""
        piece = self.pane.piece
        if piece is None:
            return
        known = usual_tags(self.desk)
        word = await self.app.push_screen_wait(AskPhrase(t("reflections.tag_title"), known))
        if word and word.strip():
            tag(self.desk, [piece.id], word, word.strip() not in piece.tags)
            self._after(piece.id, "", "", stay=True)

    def do_reading_flag(self) -> None:
        """For the yearbook, or no longer."""
        if piece := self.pane.piece:
            flag(self.desk, [piece.id], not piece.is_flagged)
            words = t("reflections.did_flag") if not piece.is_flagged else t("reflections.did_unflag")
            self._after(piece.id, "", words, stay=True)

    def do_reading_at_once(self) -> None:
        """Whether a grade files too."""
        self.at_once = not self.at_once
        prefer(self.desk.store, AT_ONCE, self.at_once)
        self._head()
        self.host.say(t("reflections.at_once_on") if self.at_once else t("reflections.at_once_off"))

    def _why_not_judge(self) -> str:
        nothing = self._why_nothing()
        return nothing or why_not_do(self.desk.store.actor.role, "reflections.read", t("reflections.judging"))

    why_not_reading_excellent = why_not_reading_a = why_not_reading_b = why_not_reading_c = _why_not_judge
    why_not_reading_give_back = why_not_reading_words = why_not_reading_tag = why_not_reading_flag = _why_not_judge
    why_not_reading_at_once = _why_not_judge

    def do_app_undo(self) -> None:
        self._step(step_back)

    def do_app_redo(self) -> None:
        self._step(step_forward)

    # -- inside ------------------------------------------------------------------------------------------------------

    def _remember(self) -> None:
        piece = self.pane.piece
        with suppress(StoreError):  # a full disk need not hinder reading
            prefer(self.desk.store, STOPPED, piece.id if piece else None, lightly=True)

    def _why_nothing(self) -> str:
        return "" if self.pane.piece is not None else t("reflections.box_empty")

    def _grade(self, grade: str) -> None:
        piece = self.pane.piece
        if piece is None:
            return
        if self._tell_refused(mark_read(self.desk, [piece.id], grade, file=self.at_once)):
            label = self.pane.lines.label("grade", grade)
            if self.at_once:
                self._after(piece.id, FILED, t("reflections.did_grade_and_file", who=piece.name, grade=label))
            else:
                self._after(piece.id, READ, t("reflections.did_grade", who=piece.name, grade=label), stay=True)

    def _tell_refused(self, done: Done) -> bool:
        for why in done.refused.values():
            self.host.say(why, warning=True)
        return bool(done.done)

    def _after(self, reflection: int, state: str, words: str, stay: bool = False) -> None:
        """Show what was done; the next unread one comes unless the person stays."""
        self.host.saved()
        if state:
            self._done[reflection] = state
        self.pane.read_again()
        if not stay:
            self._go_on()
        self._head()
        left = len(self.pages.unread())
        words = words or t("reflections.did_write")
        self.host.say(
            t("reflections.gap").join((words, t("reflections.left", count=left) if left else t("reflections.all_read")))
        )

    def _go_on(self) -> None:
        index = self.pane.index
        if index is None:
            return
        following = self.pages.next_unread(index)
        if following is None:
            self.host.say(t("reflections.all_read"))
        else:
            self.pane.go_to(following)

    def _step(self, take: Callable[[Any, Any], Outcome]) -> None:
        outcome = take(self.desk.store, ReflectionTable(self.desk.lists, self.desk))
        if outcome.change_id is not None:
            self.host.saved()
            self.pane.read_again()
            if outcome.focus and (index := self.pages.index_of(outcome.focus[0])) is not None:
                self._done.pop(outcome.focus[0], None)
                self.pane.go_to(index)
            self._head()
        self.host.say(outcome.message)

    def _head(self) -> None:
        """Where one is, and what was done in this sitting."""
        index = self.pane.index
        words = [t("reflections.place", at=index + 1, count=len(self.pages))] if index is not None else []
        for state, key in ((FILED, "filed"), (READ, "read"), (RETURNED, "returned")):
            count = sum(one == state for one in self._done.values())
            if count:
                words.append(t(f"reflections.sitting_{key}", count=count))  # family reflections.sitting_*
        if judges(self.desk):
            words.append(t("reflections.at_once") if self.at_once else t("reflections.not_at_once"))
        self.query_one("#room-line", Static).update(Text("  ".join(words), no_wrap=True))
