"""Taking a card of the pairing board up, carrying it and putting it down; or naming who is to meet it."""

from __future__ import annotations

from abc import abstractmethod

from textual import events

from data.words import t
from models.actions.pairing import PairingRefused
from models.actions.pairing_board import Board
from models.actions.pairing_moves import (
    BACK,
    END,
    ENDED,
    GIVE,
    MENTORS,
    WAITING,
    Deed,
    Held,
    do,
    fit_of,
    met,
    put_down,
    taken,
)
from models.rules.mentoring import NO_MENTOR
from screens.kit.page import Page
from screens.kit.pairing.asking import ask_person
from screens.kit.pairing.columns import Columns, Spot
from screens.kit.pairing.deeds import PairDeeds


class Carries(PairDeeds, Page):
    """The page of the board, as far as it moves cards."""

    @property
    @abstractmethod
    def board(self) -> Board:
        """As the store is."""

    held: Held | None = None
    seen = -1
    """The latest change of the store that is shown."""
    _from = Spot(WAITING)
    """Where it was taken up."""

    @abstractmethod
    def show(self, spot: Spot | None = None) -> None:
        """Show the cards again, with the cursor there or where it was."""

    @abstractmethod
    def again(self, spot: Spot | None = None) -> None:
        """Read everything anew and show it."""

    @abstractmethod
    def show_everybody(self) -> None:
        """No filter any more."""

    @abstractmethod
    async def open_card(self, spot: Spot) -> None:
        """Everything about a card."""

    @abstractmethod
    async def find(self, begun: str) -> None:
        """Go to somebody's card."""

    @abstractmethod
    def place_of(self, number: str, say: bool = True) -> Spot | None:
        """Where somebody's card is; None for who has none, which is told unless not ``say``."""

    @property
    def spot_now(self) -> Spot:
        return self.query_one(Columns).spot

    async def do_pairing_take(self) -> None:
        """Take the card up, or put down what is carried."""
        spot = self.spot_now
        if self.held is None:
            self.held, self._from = taken(self.board, spot.column, spot.key, spot.slot), spot
            if self.held:
                self.show()
                self._go_to_best()
            return
        await self._do(put_down(self.board, self.held, spot.column, spot.key, spot.slot))

    def why_not_pairing_take(self) -> str:
        if reason := self.why_not_write():
            return reason
        spot = self.spot_now
        if self.held or taken(self.board, spot.column, spot.key, spot.slot):
            return ""
        return t("pairing_board.over_is_over") if spot.column == ENDED else t("pairing_board.no_card")

    async def do_pairing_open(self) -> None:
        """Put down what is carried; else everything about the card."""
        if self.held:
            await self.do_pairing_take()
        else:
            await self.open_card(self.spot_now)

    def do_pairing_back(self) -> None:
        """Put back what is carried; else show everybody again."""
        if self.held:
            self.held = None
            self.show(self._from)
        else:
            self.show_everybody()

    async def on_key(self, event: events.Key) -> None:
        """A letter or character begins somebody's name: who is to meet this card."""
        if event.character and event.character.isalpha() and isinstance(self.focused, Columns):
            event.stop()
            self.run_worker(self._meet(event.character), exit_on_error=True)

    async def _meet(self, begun: str) -> None:
        spot = self.spot_now
        held = self.held or taken(self.board, spot.column, spot.key, spot.slot)
        if held is None or self.why_not_write():
            await self.find(begun)
            return
        if self.held is None:
            self._from = spot
        name = self.board.person(held.number).name
        title = t("pairing_board.who_guides" if held.moves_mentee else "pairing_board.whom_guides", name=name)
        number = await ask_person(self.app, self.desk, self.board, title, begun, held)
        if not number:
            return
        deed = met(self.board, held, number)
        if self.held is None and NO_MENTOR in fit_of(self.board, deed).refusals:
            # Who is no mentor was named to be gone to.
            self.show(self.place_of(number))
            return
        await self._do(deed)

    # -- inside ------------------------------------------------------------------------------------------------------

    async def _do(self, deed: Deed) -> None:
        """Do it, or say why not; then the cursor is where the next card waits."""
        if deed.what == BACK:
            self.do_pairing_back()
            return
        if deed.what == END and deed.pair:
            if await self.end(deed.pair):
                self.done("")
            return
        try:
            outcome = do(self.desk, self.board, deed)
        except PairingRefused as refused:
            self.host.say(str(refused), warning=True)
            return
        mentor, mentee = (self.board.person(number).name for number in (deed.mentor, deed.mentee))
        words = t("pairing_board.paired", mentor=mentor, mentee=mentee) if deed.mentor else t("pairing_board.apart")
        self.done(outcome.message or words)
        if deed.what == GIVE:
            self.show(self.place_of(deed.mentee))  # a card that has a place is looked at where it is now

    def noted(self, words: str) -> None:
        self.host.saved()
        self.seen = self.desk.store.latest_change()
        self.again()
        self.host.say(words)

    def done(self, words: str, spot: Spot | None = None) -> None:
        """Something was written: show it, and say so."""
        self.host.saved()
        self.held = None
        self.seen = self.desk.store.latest_change()
        self.again(spot or self._from)
        if words:
            self.host.say(words)

    def _go_to_best(self) -> None:
        """Where what is carried fits best."""
        if self.held is None:
            return
        columns, column = self.query_one(Columns), MENTORS if self.held.moves_mentee else WAITING
        own = self.held.pair.mentor if self.held.pair else ""
        columns.go_to(Spot(column, next((key for key in columns.keys_in(column) if key != own), "")))
