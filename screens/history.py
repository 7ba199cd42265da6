"""历史: who changed what, when, from what to what; and taking any of it back."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.history_pages import HistoryPages
from models.actions.looking_up import Asked, asked_in_words, doers, kinds, limits, people_meant, read_day
from models.actions.undoing import reverse
from models.registers.problem import Unreadable
from screens.kit.dialogs import Ask, Choose, Confirm, Tell
from screens.kit.history_lines import details, headings, line_of, summary
from screens.kit.line_list import LineList, ListLine
from screens.kit.page import Page

_ANYBODY = "*"


class HistoryScreen(Page):
    """A list of actions, newest first, and below it what the chosen one changed."""

    PLACE: ClassVar[str] = "history"
    CSS_PATH: ClassVar[Any] = "history.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "LineList"

    def __init__(self) -> None:
        super().__init__()
        self._asked = Asked()
        self._pages: HistoryPages | None = None

    @property
    def desk(self) -> Desk:
        return cast(Desk, self.host.desk)

    @property
    def pages(self) -> HistoryPages:
        if self._pages is None:
            self._pages = HistoryPages(self.desk.store, self.desk.lists, limits(self.desk, self._asked))
        return self._pages

    def body(self) -> ComposeResult:
        yield Static(id="asked", markup=False)
        yield Static(id="headings", markup=False)
        yield LineList(self._line)
        yield Static(id="one", markup=False)
        with VerticalScroll(id="details"):
            yield Static(id="told", markup=False)

    def on_mount(self) -> None:
        self._list_again()

    def on_resize(self) -> None:
        self.query_one("#headings", Static).update(Text(headings(self.size.width), no_wrap=True))
        self._tell()

    def help_text(self) -> str:
        return t("history.help")

    def refresh_page(self) -> None:
        """Take in what has been done meanwhile; the chosen action stays chosen."""
        if self._pages is None or self._pages.stale():
            self._list_again()

    async def speak_again(self) -> None:
        self._pages = None
        await super().speak_again()

    def on_line_list_moved(self) -> None:
        self._head()
        self._tell()

    # -- commands --------------------------------------------------------------------------------------------------

    async def do_history_reverse(self) -> None:
        """Take the chosen action back, or bring it back."""
        found = self._chosen()
        if found is None:
            return
        entry, teller = self.pages.whole(found), self.pages.teller
        undone = teller.undone(entry)
        title = t("history.bring_back_title") if undone else t("history.take_back_title")
        if not await self.app.push_screen_wait(Confirm(title, summary(entry, teller))):
            return
        outcome = reverse(self.desk.store, self.desk.lists, entry)
        if outcome.change_id is not None:
            self.host.saved()
            self._list_again()
            self.host.say(outcome.message)
        else:
            await self.app.push_screen_wait(Tell(t("history.refused_title"), outcome.message))

    def why_not_history_reverse(self) -> str:
        return "" if self._chosen() is not None else t("history.nothing")

    async def do_history_who(self) -> None:
        """By one person only."""
        options = [(_ANYBODY, t("history.anybody")), *((name, name) for name in doers(self.desk))]
        chosen = await self.app.push_screen_wait(Choose(t("history.which_doer"), options))
        if chosen:
            self._ask_for(self._asked.but(actor="" if chosen == _ANYBODY else chosen))

    async def do_history_teacher(self) -> None:
        """About one teacher only."""
        typed, why = "", ""
        while True:
            text = "\n".join(filter(None, (t("history.which_teacher_text"), why)))
            answer = await self.app.push_screen_wait(Ask(t("history.which_teacher"), text, typed))
            if answer is None:
                return
            people = people_meant(self.desk, answer)
            if not answer.strip() or len(people) == 1:
                self._ask_for(self._asked.but(teacher=people[0].staff_no if people else ""))
                return
            if people:
                options = [(one.staff_no, f"{one.name}({one.staff_no})") for one in people]
                chosen = await self.app.push_screen_wait(Choose(t("history.which_of_them"), options))
                if chosen:
                    self._ask_for(self._asked.but(teacher=chosen))
                return
            typed, why = answer, t("history.no_such_teacher", text=answer)

    async def do_history_kind(self) -> None:
        """Of one kind only."""
        options = [(_ANYBODY, t("history.any_kind")), *kinds()]
        chosen = await self.app.push_screen_wait(Choose(t("history.which_kind"), options))
        if chosen:
            self._ask_for(self._asked.but(action="" if chosen == _ANYBODY else chosen))

    async def do_history_days(self) -> None:
        """From one day to another only."""
        given, since = await self._day(t("history.since_which_day"), self._asked.since)
        if not given:
            return
        given, until = await self._day(t("history.until_which_day"), self._asked.until)
        if given:
            self._ask_for(self._asked.but(since=since, until=until))

    def do_history_own(self) -> None:
        """One's own only; again: everybody's."""
        own = self._asked.actor == self.desk.who
        self._ask_for(self._asked.but(actor="" if own else self.desk.who))

    def do_history_everything(self) -> None:
        """Without any limit."""
        self._ask_for(Asked())

    # -- inside ----------------------------------------------------------------------------------------------------

    async def _day(self, title: str, now: date | None) -> tuple[bool, date | None]:
        """Ask for a day until it can be read; whether one, or none by a blank line, was given."""
        typed, why = now.isoformat() if now else "", ""
        while True:
            text = "\n".join(filter(None, (t("history.day_text"), why)))
            answer = await self.app.push_screen_wait(Ask(title, text, typed))
            if answer is None:
                return False, None
            try:
                return True, read_day(answer, self.desk.today)
            except Unreadable as error:
                typed, why = answer, str(error)

    def _ask_for(self, asked: Asked) -> None:
        self._asked = asked
        self._list_again()

    def _chosen(self) -> int | None:
        """The number of the action under the cursor."""
        index = self.query_one(LineList).index
        return None if index is None else self.pages.ids[index]

    def _list_again(self) -> None:
        chosen = self._chosen() if self._pages else None
        self._pages = None
        self.desk.lists.forget()  # names of people, groups and codes may be others by now, or in another language
        ids = self.pages.ids
        self.query_one(LineList).show(len(ids), self.pages.index_of(chosen))
        self.query_one("#headings", Static).update(Text(headings(self.size.width), no_wrap=True))
        self._head()
        self._tell()

    def _line(self, index: int, width: int) -> ListLine:
        entry = self.pages.entry(index)
        teller = self.pages.teller
        return ListLine(line_of(entry, teller, width), faint=teller.undone(entry))

    def _head(self) -> None:
        index = self.query_one(LineList).index
        place = t("history.place", at=index + 1, count=len(self.pages.ids)) if index is not None else ""
        words = "  ".join(filter(None, (asked_in_words(self.desk, self._asked), place)))
        self.query_one("#asked", Static).update(Text(words, no_wrap=True))

    def _tell(self) -> None:
        """What the chosen action changed."""
        chosen = self._chosen()
        one, told = self.query_one("#one", Static), self.query_one("#told", Static)
        if chosen is None:
            one.update("")
            told.update(Text(t("history.nothing")))
            return
        entry = self.pages.whole(chosen)
        one.update(Text(summary(entry, self.pages.teller), no_wrap=True))
        told.update(details(entry, self.pages.teller, max(20, self.size.width - 2)))
        self.query_one("#details", VerticalScroll).scroll_home(animate=False)
