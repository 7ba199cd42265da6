"""Questions that the line under the grid asks: one to answer by a digit, or one to answer in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from screens.kit.grid.editors.typed import Candidate, admit
from screens.kit.grid.hint import Hint, candidate_page


class Option(NamedTuple):
    """One answer: the digit or the command to press for it, the words ('' where the question says it), what it does."""

    key: str
    label: str
    do: Callable[[], None]


class Menu:
    """A question answered by a digit; any other key leaves it unanswered when ``may_leave``, and ``left`` is called.

    A ``weighty`` one takes no key that came in the same breath as the question: that is a paste without brackets.
    """

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        may_leave: bool = True,
        alarm: bool = False,
        left: Callable[[], object] = lambda: None,
        weighty: bool = False,
    ) -> None:
        self.weighty = weighty
        self.title = title
        self.options = tuple(options)
        self.may_leave = may_leave
        self.alarm = alarm
        self.left = left
        self.page = 0
        """Which part of the options is shown where they do not fit together; Space turns it."""

    def answer(self, key: str) -> Option | None:
        """The option of that digit or command."""
        folded, _ = admit(key, folds=True)
        return next((option for option in self.options if option.key == folded), None)

    def hint(self, width: int) -> Hint:
        entries = [Candidate(option.key, option.label, "") for option in self.options if option.label]
        return Hint(self.title, candidate_page(entries, self.page, width - cell_len(self.title) - 2), self.alarm)


class Line:
    """A question answered in words, with the people or places that fit behind it.

    ``typed`` is called with the text after each key and gives a remark to show; ``done`` gets the text on Enter, or the
    candidate's when its digit is pressed; ``left`` is for Esc. With ``stays`` any other command counts as Enter. A text
    that is ``full`` needs no Enter. ``help`` stands where nothing has been typed yet.
    """

    def __init__(
        self,
        title: str,
        text: str,
        done: Callable[[str], object],
        left: Callable[[], object],
        typed: Callable[[str], str] = lambda text: "",
        candidates: Callable[[str], Sequence[Candidate]] = lambda text: (),
        stays: bool = False,
        full: Callable[[str], bool] = lambda text: False,
        help: str = "",
    ) -> None:
        self.title = title
        self.text = text
        self.done = done
        self.left = left
        self.stays = stays
        self._typed = typed
        self._candidates = candidates
        self._full = full
        self._help = help
        self.note = ""

    def type(self, character: str) -> Candidate | None:
        """Add a character; the candidate that it picks, if it is the digit of one behind letters, or a full text."""
        taken, refused = admit(character, folds=False)
        picked = next((found for found in self._candidates(self.text) if found.key == taken), None)
        if picked and self.text and not self.text.isdecimal():
            return picked
        self.text += taken
        self.note = refused or self._typed(self.text)
        return Candidate("", "", self.text) if self._full(self.text) else None

    def backspace(self) -> None:
        self.text = self.text[:-1]
        self.note = self._typed(self.text)

    def hint(self, width: int) -> Hint:
        behind = self.note or candidate_page(
            self._candidates(self.text), 0, width - cell_len(self.title + self.text) - 4
        )
        if not self.text:
            behind = behind or self._help
        return Hint(self.title, f"{self.text}  {behind}" if behind else self.text + " ", caret=len(self.text))
