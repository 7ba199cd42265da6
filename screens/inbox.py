"""反思: what teachers have handed in, read and filed one after the other; and for a teacher their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from data.words import t
from models.actions.preferences import preference
from models.actions.reflection_pages import ReflectionPages, box_counts, boxes_for
from models.actions.reflection_pieces import Piece, Wanted
from models.actions.reflections_intake import ACTION
from models.actions.registers.reflections import ReflectionTable
from models.actions.undoing import step_back, step_forward
from models.registers.source import Outcome
from models.rules.rights import why_not_do
from screens.kit.inbox.filtering import ask_limits, limits_in_words
from screens.kit.inbox.giving_out import GivesOut
from screens.kit.inbox.matching import MatchingRoom, why_not_match
from screens.kit.inbox.owed import OwedScreen
from screens.kit.inbox.own_pieces import WritesReflections
from screens.kit.inbox.pane import PiecePane
from screens.kit.inbox.reading_room import STOPPED, ReadingRoom
from screens.kit.inbox.taking import take_in_from
from screens.kit.width import fitted


class InboxScreen(WritesReflections, GivesOut):
    """Boxes by Left and Right, a list, the text of the piece under the cursor; Enter begins to read."""

    PLACE: ClassVar[str] = "inbox"
    AUTO_FOCUS: ClassVar[str | None] = "PieceList"
    DEFAULT_CSS = """
    InboxScreen .page-body { padding: 0; }
    InboxScreen #boxes { height: 1; padding: 0 1; background: $surface; }
    InboxScreen #limits { height: auto; padding: 0 1; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._box = ""
        self._wanted = Wanted(states=())
        self._seen = -1

    @property
    def pane(self) -> PiecePane:
        return self.query_one(PiecePane)

    @property
    def chosen(self) -> Piece | None:
        """The piece under the cursor."""
        return self.pane.piece

    def body(self) -> ComposeResult:
        yield Static(id="boxes", markup=False)
        yield Static(id="limits", markup=False)
        yield PiecePane(self.desk)

    def on_mount(self) -> None:
        self._box = self._box or boxes_for(self.desk)[0]
        self.read_list(preference(self.desk.store, STOPPED))

    def help_text(self) -> str:
        return t("reflections.help")

    def refresh_page(self) -> None:
        """Take in what was written meanwhile; the chosen piece stays chosen."""
        if self._box and self.query(PiecePane) and self.desk.store.latest_change() != self._seen:
            self.read_list(self.chosen.id if self.chosen else None)

    def spot(self) -> Mapping[str, Any]:
        if not self.query(PiecePane):
            return {}
        piece = self.chosen
        return {"box": self._box, "piece": piece.id if piece else None}

    async def come_back_to(self, spot: Mapping[str, Any]) -> None:
        if spot.get("box") in boxes_for(self.desk):
            self._box = str(spot["box"])
            piece = spot.get("piece")
            self.read_list(piece if isinstance(piece, int) else None)

    # -- commands ----------------------------------------------------------------------------------------------------

    def do_inbox_next_box(self) -> None:
        self._turn(1)

    def do_inbox_previous_box(self) -> None:
        self._turn(-1)

    async def do_inbox_read(self) -> None:
        """Read from here on."""
        pages = self.pane.pages
        if pages is None or self.pane.index is None:
            return
        if self._box == "waiting" and not self.why_not_inbox_match():
            await self.do_inbox_match()
            return
        await self.app.push_screen_wait(ReadingRoom(self.desk, pages, self.pane.index))
        self.read_list(preference(self.desk.store, STOPPED))

    def why_not_inbox_read(self) -> str:
        return "" if self.chosen else t("reflections.box_empty")

    async def do_inbox_take_in(self) -> None:
        """A folder, the drop box, a pasted text; what does not say whose it is gets matched at once."""
        done = await take_in_from(self.app, self.desk)
        if done is None:
            return
        self.host.saved()
        self.read_list()
        self.host.say(t("intake.done", sure=len(done.sure), waiting=len(done.waiting), again=len(done.again)))
        if done.waiting and not self.why_not_inbox_match():
            await self.do_inbox_match()

    def why_not_inbox_take_in(self) -> str:
        return why_not_do(self.desk.store.actor.role, ACTION, t("intake.taking"))

    async def do_inbox_match(self) -> None:
        """Say whose the pieces are that do not say it themselves."""
        await self.app.push_screen_wait(MatchingRoom(self.desk))
        self.read_list()

    def why_not_inbox_match(self) -> str:
        return why_not_match(self.desk)

    async def do_inbox_limit(self) -> None:
        """Only of one month, kind, group, person, grade or tag."""
        wanted = await ask_limits(self.app, self.desk, self._wanted)
        if wanted is not None:
            self.limit(wanted)

    async def do_inbox_owed(self) -> None:
        """Who owes what; the pieces of somebody from there."""
        number = await self.app.push_screen_wait(OwedScreen(self.desk))
        if number:
            self.limit(Wanted(teachers=(number,)), "all")

    def do_inbox_everything(self) -> None:
        """Without any limit."""
        self.limit(Wanted(states=()))

    def do_app_undo(self) -> None:
        self._step(step_back)

    def do_app_redo(self) -> None:
        self._step(step_forward)

    # -- what other parts of the inbox use -----------------------------------------------------------------------------

    def limit(self, wanted: Wanted, box: str = "") -> None:
        """Show only what is wanted (its states do not matter), in that box."""
        self._wanted = replace(wanted, states=())
        self._box = box or self._box
        self.read_list(self.chosen.id if self.chosen else None)

    def read_list(self, reflection: int | None = None) -> None:
        """Read the list anew; the cursor goes to that piece, or to what came next where it has left the box."""
        self._seen = self.desk.store.latest_change()
        pages = ReflectionPages(self.desk, self._box, self._wanted)
        self.pane.show(pages, pages.index_after(reflection) if isinstance(reflection, int) else 0)
        self._head()

    # -- inside ------------------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        self._head()

    def _turn(self, by: int) -> None:
        boxes = boxes_for(self.desk)
        self._box = boxes[(boxes.index(self._box) + by) % len(boxes)]
        self.read_list()

    def _step(self, take: Callable[[Any, Any], Outcome]) -> None:
        outcome = take(self.desk.store, ReflectionTable(self.desk.lists, self.desk))
        if outcome.change_id is not None:
            self.host.saved()
            self.read_list(outcome.focus[0] if outcome.focus else None)
        self.host.say(outcome.message)

    def _head(self) -> None:
        if not self._box:
            return
        counts = box_counts(self.desk, self._wanted)
        line = Text(no_wrap=True)
        for box in boxes_for(self.desk):
            title = t(f"reflections.box.{box}")  # family reflections.box.*
            words = f" {title} {counts[box]} " if counts[box] else f" {title} "
            line.append(words, style="bold reverse" if box == self._box else "")
        self.query_one("#boxes", Static).update(line)
        limits = self.query_one("#limits", Static)
        words = limits_in_words(self.desk, self._wanted)
        limits.display = bool(words)
        limits.update(Text(fitted(words, max(0, self.size.width - 2)).rstrip(), no_wrap=True))
