"""听课: a day's open lessons, who observes them, whose form is owed, and who could still come."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.looking_up import read_day
from models.actions.observing import ObservingRefused, cancel_lesson, mark, open_slot
from models.actions.observing_typed import typed_weekday
from models.actions.open_days import DayLesson, OpenDay, Week, meant_slots
from models.actions.registers.lessons import LessonTable
from models.actions.undoing import step_back, step_forward
from models.registers.problem import Unreadable
from models.registers.source import Outcome
from screens.kit.dialogs import Ask
from screens.kit.forms.sheet import FormSheetScreen
from screens.kit.inviting import invite
from screens.kit.ladder_screen import LadderScreen
from screens.kit.lesson_lines import day_heading, detail, headings, line_of
from screens.kit.line_list import LineList, ListLine
from screens.kit.observers_sheet import observers_sheet
from screens.kit.page import Page
from screens.kit.planning import open_planner
from screens.kit.standing import StandingScreen
from screens.kit.term_screen import TermScreen
from screens.kit.week_more import more


class TimetableScreen(Page):
    """A list of the day's open lessons, and below it everything about the chosen one."""

    PLACE: ClassVar[str] = "timetable"
    CSS_PATH: ClassVar[Any] = "timetable.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "LineList"

    def __init__(self) -> None:
        super().__init__()
        self._day: date | None = None
        self._week: Week | None = None
        self._shown: OpenDay | None = None
        self._seen = -1

    @property
    def desk(self) -> Desk:
        return cast(Desk, self.host.desk)

    @property
    def week(self) -> Week:
        if self._week is None:
            self._week = Week(self.desk)
        return self._week

    @property
    def day(self) -> OpenDay:
        """The day on show; read anew after something was written."""
        if self._shown is None:
            self._day = self._day or self.week.first_day
            self._shown = self.week.open_day(self._day)
        return self._shown

    @property
    def chosen(self) -> DayLesson | None:
        index = self.query_one(LineList).index
        return None if index is None else self.day.lessons[index]

    def body(self) -> ComposeResult:
        yield Static(id="day", markup=False)
        yield Static(id="headings", markup=False)
        yield LineList(self._line)
        yield Static(id="detail", markup=False)

    def on_mount(self) -> None:
        self._seen = self.desk.store.latest_change()
        self._list()

    def on_resize(self) -> None:
        self._heads()
        self._tell()

    def on_line_list_moved(self) -> None:
        self._tell()

    def help_text(self) -> str:
        return t("week.help")

    def refresh_page(self) -> None:
        """Take in what was written meanwhile; the chosen lesson stays chosen."""
        if (now := self.desk.store.latest_change()) != self._seen:
            self._seen = now
            self._again()

    # -- which day ---------------------------------------------------------------------------------------------------

    def do_week_earlier(self) -> None:
        self._show(self.week.step(self.day.day, -1))

    def do_week_later(self) -> None:
        self._show(self.week.step(self.day.day, 1))

    def do_week_today(self) -> None:
        """The open day ahead; from there the one before, whose forms are being handed in."""
        ahead = self.week.first_day
        self._show(self.week.open_day_before(ahead) if self.day.day == ahead else ahead)

    async def do_week_goto(self) -> None:
        typed, why = "", t("week.which_day_text")
        while True:
            answer = await self.app.push_screen_wait(Ask(t("week.which_day"), why, typed))
            if not answer:
                return
            try:
                found = self._meant_day(answer)
            except Unreadable as error:
                typed, why = answer, str(error)
                continue
            if found:
                self._show(found)
            return

    # -- lessons and observers ---------------------------------------------------------------------------------------

    async def do_week_open(self) -> None:
        """Open lessons of the timetable, as many as are named in one line."""
        typed, why = "", t("week.open_text")
        while True:
            answer = await self.app.push_screen_wait(Ask(t("week.open_title", day=self.day.day), why, typed))
            if not answer or not answer.strip():
                return
            opened, left, told = self._open(answer)
            if opened:
                self.host.saved()
                self._again(opened[-1])
            if not left:
                return
            typed, why = ", ".join(left), "\n".join(told)

    def why_not_week_open(self) -> str:
        return "" if self.day.is_taught else t("week.no_school")

    async def do_week_forms(self) -> None:
        """The sheet of the chosen lesson's evaluation forms."""
        if lesson := self.chosen:
            await self.app.push_screen_wait(FormSheetScreen(self.desk, lesson.facts.id))
            self.host.saved()
            self._again(lesson.facts.id)

    def why_not_week_forms(self) -> str:
        return self._why_no_lesson()

    async def do_week_invite(self) -> None:
        if (lesson := self.chosen) and await invite(self.app, self.desk, lesson.facts.id):
            self.host.saved()
            self._again(lesson.facts.id)

    def why_not_week_invite(self) -> str:
        return self._why_no_lesson()

    async def do_week_observers(self) -> None:
        """The chosen lesson's observers in a grid: who, how it stands, score, remark."""
        lesson = self.chosen
        if lesson is None:
            return
        await self.app.push_screen_wait(observers_sheet(self.desk, lesson.facts))
        self._again(lesson.facts.id)

    def why_not_week_observers(self) -> str:
        return self._why_no_lesson()

    def do_week_came(self) -> None:
        """Everybody who was planned for the chosen lesson came."""
        lesson = self.chosen
        planned = (
            [seat.observer.observation for seat in lesson.seats if seat.observer.status == "planned"] if lesson else []
        )
        if lesson is None or not planned:
            self.host.say(t("week.nobody_planned"))
            return
        mark(self.desk, planned, "came")
        self.host.saved()
        self._again(lesson.facts.id)
        self.host.say(t("week.all_came", count=len(planned)))

    def why_not_week_came(self) -> str:
        return self._why_no_lesson()

    async def do_week_standing(self) -> None:
        await self.app.push_screen_wait(StandingScreen(self.desk))

    async def do_week_more(self) -> None:
        """What can be printed and looked at besides."""
        if told := await more(self.app, self.desk, self.day.day, self._plain):
            self.host.say(told)
        self.refresh_page()

    async def do_week_map(self) -> None:
        await self.app.push_screen_wait(TermScreen(self.desk, self._plain))

    async def do_week_ladder(self) -> None:
        await self.app.push_screen_wait(LadderScreen(self.desk))
        self.refresh_page()

    async def do_week_plan(self) -> None:
        """Have a proposal worked out for some weeks; nothing is written before it is accepted."""
        await open_planner(self.app, self.desk, self.day.week)
        self.refresh_page()

    def why_not_week_plan(self) -> str:
        return self.desk.why_not_see("planning")

    @property
    def _plain(self) -> bool:
        """Whether pictures keep to ASCII without colours."""
        return self.host.ascii_only or self.app.no_color

    async def do_week_cancel(self) -> None:
        """Cancel the chosen lesson, with the reason."""
        lesson = self.chosen
        if lesson is None:
            return
        why = t("week.cancel_text")
        while True:
            reason = await self.app.push_screen_wait(Ask(t("week.cancel_title"), why))
            if reason is None:
                return
            try:
                cancel_lesson(self.desk, lesson.facts.id, reason)
            except ObservingRefused as refused:
                why = str(refused)
                continue
            self.host.saved()
            self._again(lesson.facts.id)
            return

    def why_not_week_cancel(self) -> str:
        return self._why_no_lesson()

    def do_app_undo(self) -> None:
        self._stepped(step_back(self.desk.store, LessonTable(self.desk.lists)))

    def do_app_redo(self) -> None:
        self._stepped(step_forward(self.desk.store, LessonTable(self.desk.lists)))

    # -- inside ------------------------------------------------------------------------------------------------------

    def _meant_day(self, typed: str) -> date | None:
        """A weekday is one of the week on show. Raises Unreadable."""
        if weekday := typed_weekday(typed):
            return self.day.day + timedelta(days=weekday - self.day.day.isoweekday())
        return read_day(typed, self.desk.today)

    def _open(self, typed: str) -> tuple[list[int], list[str], list[str]]:
        """What was opened, the parts of the line that were not, and why for each of them."""
        opened, left, told = [], [], []
        for part, slots in meant_slots(self.desk, typed, self.day.day):
            if len(slots) != 1:
                left.append(part)
                periods = t("observing.list_comma").join(str(slot.period) for slot in slots)
                told.append(t("week.several", text=part, periods=periods) if slots else t("week.none", text=part))
                continue
            try:
                opened.append(open_slot(self.desk, slots[0], self.day.day))
            except ObservingRefused as refused:
                left.append(part)
                told.append(str(refused))
        return opened, left, told

    def _stepped(self, outcome: Outcome) -> None:
        if outcome.change_id is not None:
            self.host.saved()
            self._again()
        self.host.say(outcome.message)

    def _why_no_lesson(self) -> str:
        return "" if self.chosen else t("week.no_lesson")

    def _show(self, day: date) -> None:
        self._day, self._shown = day, None
        self._list()

    def _again(self, lesson: int | None = None) -> None:
        """Read the day anew; the cursor goes to that lesson, or stays on the one it is on."""
        wanted = lesson if lesson is not None else (self.chosen.facts.id if self.chosen else None)
        self._week = self._shown = None
        self._list(wanted)

    def _list(self, lesson: int | None = None) -> None:
        ids = [one.facts.id for one in self.day.lessons]
        self.query_one(LineList).show(len(ids), ids.index(lesson) if lesson in ids else 0)
        self._heads()
        self._tell()

    def _line(self, index: int, width: int) -> ListLine:
        lesson = self.day.lessons[index]
        return ListLine(line_of(self.desk, lesson, width), faint=lesson.opened.cancelled)

    def _heads(self) -> None:
        self.query_one("#day", Static).update(Text(day_heading(self.day), no_wrap=True))
        self.query_one("#headings", Static).update(Text(headings(self.size.width), no_wrap=True))

    def _tell(self) -> None:
        lesson = self.chosen
        words = (
            detail(self.desk, self.week, self.day, lesson, max(20, self.size.width - 2))
            if lesson
            else Text(t("week.empty") if self.day.is_taught else t("week.no_school"))
        )
        self.query_one("#detail", Static).update(words)
