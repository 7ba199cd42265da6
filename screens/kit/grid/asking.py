"""Questions that the line under the grid asks: one to answer by a digit, or one to answer in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from screens.kit.grid.editors.typed import Candidate, admit
from screens.kit.grid.hint import Hint, candidate_page, candidate_parts

MORE = "0"
"""The key that turns to the next part of a menu, as Space does."""


class Option(NamedTuple):
    """One answer: the digit or the command to press for it, the words ('' where the question says it), what it does."""

    key: str
    label: str
    do: Callable[[], None]


class Menu:
    """A question answered by a digit; any other key leaves it unanswered when ``may_leave``, and ``left`` is called.

    Options without a key stand on a page of their own behind the others, where the digits count anew: there is always
    room for one more. A ``weighty`` menu takes no key that came in the same breath as the question: that is a paste
    without brackets.
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
        self.options = tuple(option for option in options if option.key)
        further = (option for option in options if not option.key)
        self.further = tuple(option._replace(key=str(number)) for number, option in enumerate(further, 1))
        self.may_leave = may_leave
        self.alarm = alarm
        self.left = left
        self.page = 0
        """Which part of the options is shown where they do not fit together."""
        self._parts = [(self.options, "")]

    def answer(self, key: str) -> Option | None:
        """The option of that digit or command, on the page that is shown if the digits count anew there."""
        folded, _ = admit(key, folds=True)
        options, _shown = self._parts[self.page % len(self._parts)]
        return next((option for option in options if option.key == folded), None)

    def turn(self, key: str) -> bool:
        """Turn to the next part, if that key does; whether it did."""
        folded, _ = admit(key, folds=True)
        turns = folded == " " or (folded == MORE and bool(self.further))
        if not turns or not self.options[0].label:
            return False
        self.page += 1
        return True

    def hint(self, width: int) -> Hint:
        room = width - cell_len(self.title) - 2
        word = "grid.more_menu" if self.further else "grid.more"
        groups = [group for group in (self.options, self.further) if group]
        named = [[Candidate(option.key, option.label, "") for option in group if option.label] for group in groups]
        parts = candidate_parts(named, room, word)
        self._parts = [(groups[number], shown) for number, shown in parts] or [(self.options, "")]
        return Hint(self.title, self._parts[self.page % len(self._parts)][1], self.alarm)


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
