"""Home: the day and the week, what waits, who owes what and how far the targets are; Enter goes behind a line."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from time import monotonic
from typing import ClassVar, cast

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.timer import Timer

from data.words import language, t
from models.actions.desk import Desk
from models.actions.news import newest_change
from models.actions.today import Entry, today
from models.actions.undoing import step_back, step_forward
from models.registers.source import Outcome
from screens.kit.credits.opens import open_credits, why_not_credits
from screens.kit.line_list import LineList, ListLine
from screens.kit.page import Page
from screens.kit.width import fitted

_ITEM, _VALUE, _BAR = 18, 10, 10
_A_MOMENT = 2.0  # seconds; a page that is shown is asked to refresh itself several times over


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the page: an entry, or the title above some."""

    title: str = ""
    entry: Entry | None = None


class HomeScreen(Page):
    """The school today, and what to do next."""

    PLACE: ClassVar[str] = "home"
    TAKEN_IN_AFTER: ClassVar[float] = 10.0
    """Seconds until what others write is shown: with sixty people at work every figure changes all the time."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[_Line] = []
        self._soon: Timer | None = None
        self._as_of: tuple[object, ...] = ()
        self._counted_at = 0.0

    def body(self) -> ComposeResult:
        yield LineList(self._line, id="today")

    @property
    def _desk(self) -> Desk:
        return cast(Desk, self.host.desk)

    def refresh_page(self) -> None:
        """Count the page anew, unless it was counted a moment ago and nothing has been written since."""
        as_of = (newest_change(self._desk.store), self._desk.today, language())
        if as_of == self._as_of and monotonic() - self._counted_at < _A_MOMENT:
            return
        self._as_of, self._counted_at = as_of, monotonic()
        lines = page_lines(self._desk)
        if lines != self._lines:
            at = self.query_one(LineList).index or 0
            self._lines = lines
            self.query_one(LineList).show(len(lines), at or first_entry(lines))

    def take_in_others(self) -> None:
        """Not at each of their keystrokes: the page is counted anew once, a while after the first."""
        if self._soon is None:
            self._soon = self.set_timer(self.TAKEN_IN_AFTER, self._take_in)

    def _take_in(self) -> None:
        self._soon = None
        self.refresh_page()

    def help_text(self) -> str:
        return t("home.help")

    @property
    def _chosen(self) -> Entry | None:
        at = self.query_one(LineList).index
        return self._lines[at].entry if at is not None and at < len(self._lines) else None

    def why_not_home_open(self) -> str:
        entry = self._chosen
        return "" if entry and (entry.place or entry.obligation) else t("home.nothing_behind")

    async def do_home_open(self) -> None:
        """Go to the screen that the line speaks of, or list who owes what it is about."""
        entry = self._chosen
        if entry is None:
            return
        if entry.place:
            self.host.go(entry.place)
            return
        from screens.kit.owed_screen import OwedScreen

        await self.app.push_screen_wait(OwedScreen(self._desk, entry.obligation))
        self.refresh_page()

    def why_not_home_owed(self) -> str:
        return self._desk.why_not_see("progress")

    async def do_home_owed(self) -> None:
        """Everything that is owed, an obligation a line."""
        from screens.kit.owed_screen import OwedScreen

        await self.app.push_screen_wait(OwedScreen(self._desk, ""))
        self.refresh_page()

    def why_not_home_remind(self) -> str:
        return self._desk.why_not_see("reminders")

    async def do_home_remind(self) -> None:
        """The reminders that nobody has sent yet, to paste."""
        from screens.kit.reminding import RemindScreen

        await self.app.push_screen_wait(RemindScreen(self._desk))
        self.refresh_page()

    def why_not_home_credits(self) -> str:
        return why_not_credits(self._desk)

    async def do_home_credits(self) -> None:
        """Everybody's credits, or one's own."""
        await open_credits(self, self._desk)
        self.refresh_page()

    async def do_home_rules(self) -> None:
        """The school's own numbers."""
        from screens.kit.rules_screen import RulesScreen

        await self.app.push_screen_wait(RulesScreen(self._desk))
        self.refresh_page()

    def do_app_undo(self) -> None:
        self._stepped(step_back(self._desk.store, self._desk.table("obligations")))

    def do_app_redo(self) -> None:
        self._stepped(step_forward(self._desk.store, self._desk.table("obligations")))

    def _stepped(self, outcome: Outcome) -> None:
        if outcome.change_id is not None:
            self.host.saved()
            self.refresh_page()
        self.host.say(outcome.message)

    def _line(self, index: int, width: int) -> ListLine:
        line = self._lines[index]
        if line.entry is None:
            return ListLine(line.title, faint=True)
        return ListLine(entry_text(line.entry, width))


def page_lines(desk: Desk) -> list[_Line]:
    """The page: of each part its title and its entries, with an empty line between parts."""
    page = today(desk)
    lines: list[_Line] = []
    if not page.facts.staff:
        lines += [_Line(t("home.next")), *(_Line(entry=Entry("next", step, "")) for step in page.facts.next_steps)]
    for section, entries in groupby(page.entries, key=lambda entry: entry.section):
        if lines:
            lines.append(_Line())
        lines.append(_Line(t(f"home.section_{section}")))  # family home.section_*
        lines += [_Line(entry=entry) for entry in entries]
    return lines


def first_entry(lines: list[_Line]) -> int:
    """The line that the cursor begins on."""
    return next((index for index, line in enumerate(lines) if line.entry), 0)


def entry_text(entry: Entry, width: int) -> str:
    """An entry in one line: what it is, how much, a bar where there is one and room, and the rest."""
    if not entry.value:
        return f"  {entry.item}"
    bar = f"[{_bar(entry)}]  " if entry.of and width >= 70 else ""
    value = fitted(entry.value, max(_VALUE if bar or entry.note else 0, cell_len(entry.value)))
    return f"  {fitted(entry.item, _ITEM)}  {value}  {bar}{entry.note}".rstrip()


def _bar(entry: Entry) -> str:
    done = min(_BAR, entry.done * _BAR // entry.of)
    return "#" * done + "." * (_BAR - done)
