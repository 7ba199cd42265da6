"""结对: who waits for a mentor, who guides whom and what is over, as cards that are carried from column to column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.pairing import Pair
from models.actions.pairing_board import Board
from models.actions.pairing_moves import ENDED, MENTORS, WAITING, fit_of, pair_in, put_down
from models.actions.undoing import step_back, step_forward
from models.registers.source import Outcome
from models.rules.mentoring import HOMEROOM, SUBJECT
from models.rules.rights import Scope, may_see
from screens.kit.dialogs import Ask
from screens.kit.pairing.asking import ask_person
from screens.kit.pairing.carrying import Carries
from screens.kit.pairing.columns import Columns, Spot
from screens.kit.pairing.lanes import lanes, shares
from screens.kit.pairing.lines import Wording
from screens.kit.pairing.pair_sheet import PairSheet
from screens.kit.pairing.proposal import ProposalScreen
from screens.kit.pairing.wishing import own_number


class PairingScreen(Carries):
    """The board of one topic, and below it whoever the cursor is on, or how two people fit."""

    PLACE: ClassVar[str] = "pairing"
    CSS_PATH: ClassVar[Any] = "pairing.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "Columns"

    def __init__(self) -> None:
        super().__init__()
        self.topic = SUBJECT
        self._words = ""
        self._board: Board | None = None

    @property
    def desk(self) -> Desk:
        return cast(Desk, self.host.desk)

    @property
    def board(self) -> Board:
        """As the store is; read anew after something was written."""
        if self._board is None:
            self._board = Board(self.desk, self.topic)
        return self._board

    @property
    def chosen_pair(self) -> Pair | None:
        """The pair under the cursor."""
        spot = self.spot_now
        if spot.column == ENDED:
            return self.board.pair(int(spot.key)) if spot.key else None
        return pair_in(self.board, spot.key, spot.slot) if spot.column == MENTORS else None

    @property
    def chosen_couple(self) -> tuple[str, str] | None:
        """The two side by side: what is carried with whom it would meet, or the pair under the cursor."""
        spot, pair = self.spot_now, self.chosen_pair
        if self.held and spot.key and spot.column != ENDED:
            deed = put_down(self.board, self.held, spot.column, spot.key, spot.slot)
            return (deed.mentor, deed.mentee) if deed.mentor else None
        if pair:
            return pair.mentor, pair.mentee
        # Somebody who is not the office looks at others as a partner of their own.
        own = "" if spot.column == ENDED or not self.why_not_write() else own_number(self.desk)
        if not own or spot.key in ("", own):
            return None
        return (spot.key, own) if spot.column == MENTORS else (own, spot.key)

    @property
    def chosen_person(self) -> str:
        spot = self.spot_now
        return "" if self.held or self.chosen_pair or spot.column == ENDED else spot.key

    def body(self) -> ComposeResult:
        yield Static(id="board-line", markup=False)
        yield Columns(shares)
        yield Static(id="board-told", markup=False)

    def on_mount(self) -> None:
        self.seen = self.desk.store.latest_change()
        own = self.place_of(own_number(self.desk), say=False) if self.why_not_write() else None
        self.show(own or Spot(WAITING))

    def on_resize(self) -> None:
        self._tell()

    def on_columns_moved(self) -> None:
        self._tell()

    def help_text(self) -> str:
        return t("pairing_board.help")

    def refresh_page(self) -> None:
        """Take in what was written meanwhile; the cursor and what is carried stay."""
        if (now := self.desk.store.latest_change()) != self.seen:
            self.seen = now
            self.again()

    def spot(self) -> Mapping[str, Any]:
        found = next((one.spot for one in self.query(Columns)), None)
        if found is None:
            return {}
        return {"topic": self.topic, "column": found.column, "key": found.key, "slot": found.slot}

    async def come_back_to(self, spot: Mapping[str, Any]) -> None:
        if spot.get("topic") in (SUBJECT, HOMEROOM):
            self.topic = spot["topic"]
        slot = spot.get("slot")
        self._board = None
        self.show(Spot(str(spot.get("column")), str(spot.get("key")), slot if isinstance(slot, int) else 0))

    # -- which cards -------------------------------------------------------------------------------------------------

    async def do_pairing_find(self) -> None:
        await self.find("")

    async def do_pairing_filter(self) -> None:
        words = await self.app.push_screen_wait(
            Ask(t("pairing_board.filter"), t("pairing_board.filter_text"), self._words)
        )
        if words is not None:
            self._words = words.strip()
            self.show()

    def show_everybody(self) -> None:
        if self._words:
            self._words = ""
            self.show()

    async def open_card(self, spot: Spot) -> None:
        """Everything about a pair or a person."""
        pair = self.chosen_pair
        if not pair and not spot.key:
            return
        sheet = PairSheet(self.desk, self.topic, pair.id if pair else 0, "" if pair else spot.key)
        await self.app.push_screen_wait(sheet)
        if sheet.told:
            self.done(sheet.told, spot)
        else:
            self.refresh_page()

    async def do_pairing_suggest(self) -> None:
        """The best pairs, to be looked through, changed and written."""
        proposal = ProposalScreen(self.desk, self.topic)
        await self.app.push_screen_wait(proposal)
        if proposal.written:
            self.done(proposal.written, self.spot_now)

    def why_not_pairing_suggest(self) -> str:
        if may_see(self.desk.store.actor.role, "pairing_profiles") is not Scope.ALL:
            return t("matching.not_for_you")
        return "" if self.board.waiting else t("pairing_board.nobody_waits").strip()

    def do_pairing_topic(self) -> None:
        """The board of the other topic."""
        self.topic = HOMEROOM if self.topic == SUBJECT else SUBJECT
        self.held = None
        self.again(Spot(WAITING))

    def do_app_undo(self) -> None:
        self._stepped(step_back(self.desk.store, self.desk.table("pairing")))

    def do_app_redo(self) -> None:
        self._stepped(step_forward(self.desk.store, self.desk.table("pairing")))

    # -- inside ------------------------------------------------------------------------------------------------------

    def after_more(self) -> None:
        self.refresh_page()

    def _stepped(self, outcome: Outcome) -> None:
        if outcome.change_id is not None:
            self.done("", self.spot_now)
        self.host.say(outcome.message)

    async def find(self, begun: str) -> None:
        """Go to somebody's card."""
        if number := await ask_person(self.app, self.desk, self.board, t("pairing_board.find"), begun):
            self.show(self.place_of(number))

    def place_of(self, number: str, say: bool = True) -> Spot | None:
        """Where somebody's card is; None for who has none on this board."""
        board = self.board
        if number in board.waiting:
            return Spot(WAITING, number)
        if pair := board.pair_of_mentee(number):
            row = next(row for row in board.mentors if row.staff_no == pair.mentor)
            return Spot(MENTORS, pair.mentor, row.pairs.index(pair) + 1)
        if board.can_mentor(number):
            return Spot(MENTORS, number)
        over = board.past_of(number)
        if not over and say:
            self.host.say(t("pairing_board.no_card_of", name=board.person(number).name))
        return Spot(ENDED, str(over[0].id)) if over else None

    def again(self, spot: Spot | None = None) -> None:
        self._board = None
        if self.held and not (self.held.mentor or self.held.number in self.board.waiting or self.held.pair):
            self.held = None  # somebody else has just paired them
        self.show(spot)

    def show(self, spot: Spot | None = None) -> None:
        self.query_one(Columns).show(lanes(self.desk, self.board, self._words, self.held), spot)
        self._tell()

    def _tell(self) -> None:
        said = Wording(self.desk, self.board)
        width = max(20, self.size.width - 2)
        line = said.carrying(self.held) if self.held else said.heading(self.topic, self._words)
        self.query_one("#board-line", Static).update(Text(line, no_wrap=True))
        self.query_one("#board-told", Static).update(self._detail(said, width))

    def _detail(self, said: Wording, width: int) -> Text:
        """Whoever is under the cursor; while carrying, how the two would fit."""
        spot, board, pair = self.spot_now, self.board, self.chosen_pair
        if self.held and spot.key:
            deed = put_down(board, self.held, spot.column, spot.key, spot.slot)
            if deed.mentor:
                return said.couple(deed.mentor, deed.mentee, fit_of(board, deed), None, width)
        if pair:
            return said.couple(pair.mentor, pair.mentee, board.fit_moved(pair.mentor, pair), pair, width)
        if not spot.key or spot.column == ENDED:
            return Text("")
        return said.alone(spot.key, spot.column == MENTORS, width)
