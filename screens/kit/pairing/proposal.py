"""The proposal over the whole screen: a line for everybody who waits, changed by hand and then written at once."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.pairing_board import Board
from models.actions.pairing_draft import Draft, DraftLine
from models.actions.pairing_moves import Held
from screens.kit.dialogs import Tell
from screens.kit.footer import FootLine
from screens.kit.line_list import LineList, ListLine
from screens.kit.overlay import Overlay
from screens.kit.pairing.asking import ask_person
from screens.kit.pairing.lines import Wording, packed
from screens.kit.pairing.proposal_lines import draft_line, proposal_heads


class ProposalScreen(Overlay):
    """Letters choose another mentor for the person under the cursor; everything else is worked out around that.

    `written` says what was written, '' for nothing."""

    AUTO_FOCUS: ClassVar[str | None] = "LineList"
    DEFAULT_CSS = """
    ProposalScreen #proposal-line { height: auto; max-height: 2; padding: 0 1; background: $panel; text-style: bold; }
    ProposalScreen #proposal-heads { height: 1; background: $surface; text-style: bold; }
    ProposalScreen #proposal-told { height: 8; padding: 0 1; background: $surface; }
    """

    def __init__(self, desk: Desk, topic: str) -> None:
        super().__init__()
        self.desk = desk
        self.draft = Draft(desk, topic)
        self.board = Board(desk, topic)
        self.said = Wording(desk, self.board)
        self.lines = list(self.draft.lines)
        self.written = ""

    @property
    def chosen(self) -> DraftLine | None:
        index = self.query_one(LineList).index
        return None if index is None else self.lines[index]

    def compose(self) -> ComposeResult:
        yield Static(id="proposal-line", markup=False)
        yield Static(Text(proposal_heads(), no_wrap=True), id="proposal-heads")
        yield LineList(self._line)
        yield Static(id="proposal-told", markup=False)
        yield FootLine()

    def on_mount(self) -> None:
        self._show(0)

    def on_resize(self) -> None:
        self._tell()

    def on_line_list_moved(self) -> None:
        self._tell()

    def help_text(self) -> str:
        return t("pairing_board.proposal_help")

    # -- commands ----------------------------------------------------------------------------------------------------

    def do_proposal_write(self) -> None:
        """Write what is proposed, as one action."""
        outcome = self.draft.write()
        self.written = t("pairing_board.written", count=len(outcome.added))
        if outcome.message:
            self.written += t("pairing_board.semicolon") + outcome.message
        self.dismiss(None)

    def why_not_proposal_write(self) -> str:
        return self.desk.sight.why_not_write("pairing") or (
            "" if self.draft.count else t("pairing_board.nothing_proposed")
        )

    def do_proposal_toggle(self) -> None:
        """Leave this pair for later, or take it in again; and to the next."""
        if line := self.chosen:
            self.draft.toggle(line.mentee)
            self._again(line.mentee)
            self.query_one(LineList).action_go(1)

    def why_not_proposal_toggle(self) -> str:
        return self._why_no_couple()

    def do_proposal_rule_out(self) -> None:
        """Not these two."""
        if line := self.chosen:
            self.draft.rule_out(line.mentor, line.mentee)
            self._again(line.mentee)

    def why_not_proposal_rule_out(self) -> str:
        return self._why_no_couple()

    async def do_proposal_choose(self) -> None:
        await self._choose("")

    async def do_proposal_why_not(self) -> None:
        """Why not somebody else, and what that would cost; nothing changes."""
        line = self.chosen
        if line is None:
            return
        title = t("pairing_board.why_not_whom", name=self.said.name(line.mentee))
        if mentor := await self._ask(title, "", line):
            told = self.draft.cost_of(mentor, line.mentee)
            await self.app.push_screen_wait(Tell(title, "\n".join(told)))

    async def do_proposal_reliefs(self) -> None:
        """What would give a mentor to those who are left."""
        told = self.draft.suggestion.relief_words() or [t("pairing_board.no_reliefs")]
        await self.app.push_screen_wait(Tell(t("pairing_board.reliefs"), "\n".join(told)))

    def why_not_proposal_reliefs(self) -> str:
        return "" if self.draft.suggestion.matching.left else t("pairing_board.nobody_left")

    def do_proposal_again(self) -> None:
        line = self.chosen
        self.draft.begin_again()
        self._again(line.mentee if line else "")

    def why_not_proposal_again(self) -> str:
        return "" if self.draft.is_touched else t("pairing_board.nothing_chosen")

    def do_proposal_leave(self) -> None:
        self.dismiss(None)

    async def on_key(self, event: events.Key) -> None:
        """A letter or character begins the name of the mentor to choose."""
        if event.character and event.character.isalpha():
            event.stop()
            self.run_worker(self._choose(event.character), exit_on_error=True)

    # -- inside ------------------------------------------------------------------------------------------------------

    async def _choose(self, begun: str) -> None:
        line = self.chosen
        if line is None:
            return
        mentor = await self._ask(t("pairing_board.who_guides", name=self.said.name(line.mentee)), begun, line)
        if not mentor or mentor == line.mentor:
            return
        if not self.board.can_mentor(mentor) and any(one.mentee == mentor for one in self.lines):
            self._again(mentor)  # somebody who waits was named to be gone to
            return
        cost = self.draft.cost_of(mentor, line.mentee)
        refused = self.draft.choose(mentor, line.mentee)
        self._again(line.mentee)
        self.host.say(refused or cost[-1], warning=bool(refused))

    async def _ask(self, title: str, begun: str, line: DraftLine) -> str | None:
        return await ask_person(self.app, self.desk, self.board, title, begun, Held(mentee=line.mentee))

    def _why_no_couple(self) -> str:
        line = self.chosen
        return "" if line and line.mentor else t("pairing_board.nobody_proposed")

    def _again(self, mentee: str) -> None:
        self.lines = list(self.draft.lines)
        self._show(next((at for at, line in enumerate(self.lines) if line.mentee == mentee), 0))

    def _show(self, at: int) -> None:
        self.query_one(LineList).show(len(self.lines), at)
        self._tell()

    def _line(self, index: int, width: int) -> ListLine:
        line = self.lines[index]
        return ListLine(draft_line(self.said, line), faint=line.skipped or not line.mentor)

    def _tell(self) -> None:
        width = max(20, self.size.width - 2)
        summary = self.draft.suggestion.summary()
        self.query_one("#proposal-line", Static).update(Text(packed(summary[0], width), no_wrap=True))
        line = self.chosen
        text = Text(no_wrap=True)
        if line is not None:
            # What was chosen by hand has no cost: the cost was told when it was chosen.
            for told in self.draft.suggestion.why(line.mentee)[: 1 if line.by_hand else None]:
                text.append(packed(told, width) + "\n")
            for number in filter(None, (line.mentor, line.mentee)):
                text.append(self.said.facts(self.board.person(number), width) + "\n", "dim")
        self.query_one("#proposal-told", Static).update(text)
