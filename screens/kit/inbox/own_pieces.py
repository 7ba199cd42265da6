"""What authors do with their own reflections on the inbox's page: write, mend, share, answer, throw a draft away."""

from __future__ import annotations

from abc import abstractmethod
from typing import cast

from data.words import t
from models.actions.desk import Desk
from models.actions.reflection_pieces import Piece
from models.actions.reflection_writing import Writing, own_number, taken_up, unfinished
from models.actions.reflections import ReflectionRefused, consent, discard, share, state_words
from models.rules.reflections import DRAFT, RETURNED
from models.rules.rights import Scope, may_do
from screens.kit.dialogs import Choose, Confirm
from screens.kit.inbox.writing import WritingRoom, ask_what
from screens.kit.page import Page


class WritesReflections(Page):
    """A page on which a reflection is chosen."""

    @property
    def desk(self) -> Desk:
        return cast(Desk, self.host.desk)

    @property
    @abstractmethod
    def chosen(self) -> Piece | None:
        """The piece under the cursor."""

    @abstractmethod
    def read_list(self, reflection: int | None = None) -> None:
        """Read the list anew; the cursor goes to that piece."""

    async def do_inbox_write(self) -> None:
        """Begin a new piece, or go on with what a broken session left."""
        left = unfinished(self.desk)
        writing = left or await ask_what(self.app, self.desk)
        if writing is not None:
            await self._write(writing, found_again=left is not None)

    async def do_inbox_edit(self) -> None:
        """Go on with a draft, or mend what was given back."""
        if piece := self.chosen:
            left = unfinished(self.desk)
            same = left is not None and left.reflection == piece.id
            await self._write(left if left and same else taken_up(self.desk, piece.id), found_again=same)

    def why_not_inbox_edit(self) -> str:
        piece = self.chosen
        if piece is None:
            return t("reflections.box_empty")
        if not self._is_own(piece):
            return t("reflections.only_own")
        return (
            ""
            if piece.state in (DRAFT, RETURNED)
            else t("reflections.handed_in_already", state=state_words(piece.state))
        )

    def do_inbox_share(self) -> None:
        """Let the research group read it, or no longer."""
        if piece := self.chosen:
            share(self.desk, [piece.id], not piece.is_shared)
            self._wrote(piece.id, t("reflections.did_unshare") if piece.is_shared else t("reflections.did_share"))

    async def do_inbox_consent(self) -> None:
        if piece := self.chosen:
            options = [("given", t("reflections.consent_given")), ("refused", t("reflections.consent_refused"))]
            answer = await self.app.push_screen_wait(Choose(t("reflections.consent_title"), options))
            if answer:
                consent(self.desk, [piece.id], answer)
                self._wrote(piece.id, t("reflections.did_consent"))

    async def do_inbox_discard(self) -> None:
        piece = self.chosen
        if piece and await self.app.push_screen_wait(Confirm(t("reflections.discard_title"), piece.title)):
            try:
                discard(self.desk, piece.id)
            except ReflectionRefused as refused:
                self.host.say(str(refused), warning=True)
                return
            self._wrote(piece.id, t("reflections.did_discard"))

    def _why_not_own(self) -> str:
        piece = self.chosen
        if piece is None:
            return t("reflections.box_empty")
        return "" if self._is_own(piece) else t("reflections.only_own")

    why_not_inbox_share = why_not_inbox_consent = why_not_inbox_discard = _why_not_own

    # -- inside ------------------------------------------------------------------------------------------------------

    def _is_own(self, piece: Piece) -> bool:
        """Whether it is the person's own, or the person may do for others what they do for themselves."""
        return may_do(self.desk.store.actor.role, "reflections.draft") is Scope.ALL or (
            bool(piece.staff_no) and piece.staff_no == own_number(self.desk)
        )

    async def _write(self, writing: Writing, found_again: bool) -> None:
        await self.app.push_screen_wait(WritingRoom(self.desk, writing, found_again))
        self.read_list(self.chosen.id if self.chosen else None)

    def _wrote(self, reflection: int, words: str) -> None:
        self.host.saved()
        self.read_list(reflection)
        self.host.say(words)
