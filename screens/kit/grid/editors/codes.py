"""The editor of a cell that takes several entries of a list: '13' is the first and the third."""

from __future__ import annotations

from collections.abc import Sequence

from models.registers.choosing import SEPARATORS
from models.registers.column import Column, Context
from screens.kit.grid.editors.code import CodeEditor
from screens.kit.grid.editors.text import TextEditor
from screens.kit.grid.editors.typed import Candidate, Reaction, admit

_JOINED = "、"


class CodesEditor(TextEditor):
    """A complete number is taken into the list at once; a separator takes what was typed; Enter ends.

    The caret stays at the end: Backspace takes away what is being typed, then the last entry.
    """

    folds = True

    def __init__(self, column: Column, context: Context, old: str = "", caret_mode: bool = False) -> None:
        super().__init__(column, context, old, caret_mode)
        self.chosen: list[str] = [part for part in old.split(_JOINED) if part] if caret_mode else []
        self._typing = CodeEditor(column, context)
        self._show()

    def type(self, character: str) -> Reaction:
        taken, refused = admit(character, self.folds)
        if refused or not taken:
            return Reaction(refused=refused)
        if taken in SEPARATORS or taken in "。.":
            if taken == " " and not self._typing.text:
                self.page += 1
            else:
                self._take()
            return Reaction()
        reaction = self._typing.type(taken)
        if reaction.refused and self._typing.text and (found := self._exactly()):
            # '1' waited for a longer number that did not come.
            self._add(found)
            reaction = self._typing.type(taken)
        if self._typing.picked():
            self._take()
        self._show()
        return Reaction(refused=reaction.refused)

    def paste(self, text: str) -> Reaction:
        reactions = [self.type(character) for character in text if character.isprintable()]
        return Reaction(refused=next((reaction.refused for reaction in reactions if reaction.refused), ""))

    def backspace(self) -> None:
        if self._typing.text:
            self._typing.backspace()
        elif self.chosen:
            self.chosen.pop()
        self._show()

    def delete(self) -> None:
        """Nothing stands right of the caret."""

    left = right = home = end = delete

    def finish(self) -> str | None:
        self._take()
        return self.text

    @property
    def candidates(self) -> Sequence[Candidate]:
        return self._typing.candidates

    def _take(self) -> None:
        """What is being typed becomes an entry of the list, as it stands where it means nothing yet."""
        found = self._typing.finish()
        if found:
            self._add(found)
        self._show()

    def _add(self, label: str) -> None:
        if label not in self.chosen:
            self.chosen.append(label)
        self._typing = CodeEditor(self.column, self.context)

    def _exactly(self) -> str:
        typed = self._typing.text
        return next((found.text for found in self._typing.possible(typed) if found.key == typed), "")

    def _show(self) -> None:
        self._typing.page = self.page
        self._replace(_JOINED.join([*self.chosen, *([self._typing.text] if self._typing.text else [])]))
