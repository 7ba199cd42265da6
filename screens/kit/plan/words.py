"""The words of one clause over the whole screen, to be changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static, TextArea

from data.words import t
from models.actions.plan_editing import LONGEST, BadClause
from models.store.errors import StoreError
from screens.kit.dialogs import Confirm
from screens.kit.footer import FootLine
from screens.kit.overlay import Overlay


class ClauseWords(Overlay):
    """``keep`` writes the words, and raises BadClause or StoreError with what is wrong with them; ``why_not`` says why
    they can only be read, '' where they may be changed."""

    AUTO_FOCUS: ClassVar[str | None] = "TextArea"
    DEFAULT_CSS = """
    ClauseWords #words-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    ClauseWords #words-told { height: 1; padding: 0 1; background: $surface; color: $text-muted; }
    ClauseWords TextArea { height: 1fr; border: none; padding: 0 1; }
    """

    def __init__(self, number: str, words: str, keep: Callable[[str], None], why_not: str = "") -> None:
        super().__init__()
        self.number = number
        self.words = words
        self._keep = keep
        self._why_not = why_not

    def compose(self) -> ComposeResult:
        yield Static(Text(t("plan_book.words_of", number=self.number), no_wrap=True), id="words-line", markup=False)
        yield TextArea(self.words, compact=True, highlight_cursor_line=False, read_only=bool(self._why_not))
        yield Static(id="words-told", markup=False)
        yield FootLine()

    def on_mount(self) -> None:
        self._tell()

    def help_text(self) -> str:
        return t("plan_book.words_help")

    def on_text_area_changed(self) -> None:
        self._tell()

    def why_not_clause_words_keep(self) -> str:
        return self._why_not

    def do_clause_words_keep(self) -> None:
        try:
            self._keep(self._typed)
        except (BadClause, StoreError) as error:
            self.host.say(str(error), warning=True)
            return
        self.dismiss(None)

    async def do_clause_words_leave(self) -> None:
        """What was changed is kept only where the person says so."""
        if self._typed != self.words and not await self.app.push_screen_wait(Confirm(t("plan_book.throw_away"))):
            return
        self.dismiss(None)

    @property
    def _typed(self) -> str:
        return self.query_one(TextArea).text

    def _tell(self) -> None:
        told = t("plan_book.length", count=len(self._typed.strip()), most=LONGEST)
        self.query_one("#words-told", Static).update(Text(told, no_wrap=True))
