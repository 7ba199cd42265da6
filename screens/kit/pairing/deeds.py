"""What can be done to a pair, on the board and on its own sheet: end it, renew it, take it away, note wishes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from data.words import t
from models.actions.desk import Desk
from models.actions.pairing import Pair, PairingRefused, end_pair, renew, take_apart
from models.registers.source import Outcome
from screens.kit.dialogs import Ask
from screens.kit.grid.form_screen import FormScreen
from screens.kit.pairing.logging import ask_deed
from screens.kit.pairing.wishing import ask_profile, ask_wish

if TYPE_CHECKING:
    from textual.app import App

    from screens.kit.page import Host
    from screens.kit.pairing.columns import Spot


class PairDeeds:
    """Mixed into a screen that has one pair in front of it, or none."""

    if TYPE_CHECKING:
        app: App[Any]
        host: Host
        desk: Desk

    @property
    @abstractmethod
    def chosen_pair(self) -> Pair | None:
        """The pair that the keys are about."""

    @property
    @abstractmethod
    def chosen_person(self) -> str:
        """The staff number of the one person in front; '' where it is a pair."""

    @property
    @abstractmethod
    def chosen_couple(self) -> tuple[str, str] | None:
        """The mentor and the mentee that are looked at side by side, a pair or not."""

    @abstractmethod
    def noted(self, words: str) -> None:
        """Something was written beside the pair or the two people: show it, say so, and leave all as it is."""

    @abstractmethod
    def done(self, words: str, spot: Spot | None = None) -> None:
        """Something was written: show it, and say so."""

    @abstractmethod
    def after_more(self) -> None:
        """Something may have been written from the menu: show it."""

    def why_not_write(self) -> str:
        return self.desk.sight.why_not_write("pairing")

    # -- the end -----------------------------------------------------------------------------------------------------

    async def do_pairing_end(self) -> None:
        if (pair := self.chosen_pair) and await self.end(pair):
            self.done(t("pairing_board.is_ended"))

    def why_not_pairing_end(self) -> str:
        return self._why_not_running()

    async def end(self, pair: Pair) -> bool:
        """Ask why and who agreed until the pair is ended or the question is given up; whether it was ended."""
        typed, why = "", t("pairing_board.end_text")
        while True:
            reason = await self.app.push_screen_wait(Ask(t("pairing_board.end"), why, typed))
            if reason is None:
                return False
            agreed = await self.app.push_screen_wait(
                Ask(t("pairing_board.approved"), t("pairing_board.approved_text"), t("pairing_board.office"))
            )
            if agreed is None:
                return False
            try:
                end_pair(self.desk, pair.id, None, reason, agreed)
            except PairingRefused as refused:
                typed, why = reason, str(refused)
                continue
            return True

    # -- further and back --------------------------------------------------------------------------------------------

    def do_pairing_renew(self) -> None:
        if pair := self.chosen_pair:
            self._try(lambda: renew(self.desk, pair.id), t("pairing_board.is_renewed"))

    def why_not_pairing_renew(self) -> str:
        return self.why_not_write() or ("" if self.chosen_pair else t("pairing_board.choose_pair"))

    def do_pairing_apart(self) -> None:
        if pair := self.chosen_pair:
            self._try(lambda: take_apart(self.desk, pair.id), t("pairing_board.is_apart"))

    def why_not_pairing_apart(self) -> str:
        return self.why_not_write() or ("" if self.chosen_pair else t("pairing_board.choose_pair"))

    # -- in between --------------------------------------------------------------------------------------------------

    async def do_pairing_change(self) -> None:
        """The pair's kind, subject, term and goal, each in its cell; of one person what the school says of them."""
        if pair := self.chosen_pair:
            form = FormScreen(self.desk.source("pairing"), pair.id, "pair_kind")
            await self.app.push_screen_wait(form)
            if form.last:
                self.noted(t("pairing_board.is_changed"))
        elif (number := self.chosen_person) and (told := await ask_profile(self.app, self.desk, number)):
            self.noted(told)

    def why_not_pairing_change(self) -> str:
        found = self.chosen_pair or self.chosen_person
        return self.why_not_write() or ("" if found else t("pairing_board.choose_pair"))

    async def do_pairing_log(self) -> None:
        """Note what the pair did and no lesson tells."""
        if (pair := self.chosen_pair) and (told := await ask_deed(self.app, self.desk, pair)):
            self.noted(told)

    def why_not_pairing_log(self) -> str:
        reason = self.desk.sight.why_not_write("pairing_log")
        return reason or ("" if self.chosen_pair else t("pairing_board.choose_pair"))

    async def do_pairing_more(self) -> None:
        """What can be printed, looked at and typed besides."""
        # What is behind it opens sheets like this one.
        from screens.kit.pairing.more import more

        told = await more(self.app, self.desk, self.chosen_pair)
        self.after_more()
        if told:
            self.host.say(told)

    # -- people ------------------------------------------------------------------------------------------------------

    async def do_pairing_wish(self) -> None:
        """Pin or forbid the pair, or note what one side wishes."""
        if couple := self.chosen_couple:
            try:
                if told := await ask_wish(self.app, self.desk, *couple):
                    self.noted(told)
            except PairingRefused as refused:
                self.host.say(str(refused), warning=True)

    def why_not_pairing_wish(self) -> str:
        return self.desk.sight.why_not_write("pairing_wishes") or (
            "" if self.chosen_couple else t("pairing_board.choose_couple")
        )

    # -- inside ------------------------------------------------------------------------------------------------------

    def _why_not_running(self) -> str:
        if reason := self.why_not_write():
            return reason
        pair = self.chosen_pair
        if pair is None:
            return t("pairing_board.choose_pair")
        return t("pairing_board.is_over") if pair.is_over(self.desk.today) else ""

    def _try(self, deed: Callable[[], Outcome], words: str) -> None:
        try:
            outcome = deed()
        except PairingRefused as refused:
            self.host.say(str(refused), warning=True)
            return
        self.done(outcome.message or words)
