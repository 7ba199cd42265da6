"""All schools of a county, those furthest behind first, to be read only: found by typing, and behind each who is behind
there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, Static

from data.words import t
from models.actions.desk import Desk
from models.actions.owed.obligations import obligations
from models.county.schools import PATIENCE, County, Home
from models.county.standing import Standing
from models.journal.history import local_time
from models.store import Store
from models.store.errors import StoreError
from screens.kit.dispatch import perform
from screens.kit.footer import FootLine
from screens.kit.initials import initials
from screens.kit.line_list import LineList, ListLine
from screens.kit.owed_screen import OwedScreen
from screens.kit.own_help import OwnHelp
from screens.kit.page import TooSmall
from screens.kit.search import found
from screens.kit.width import fitted, right

_NUMBERS = (("teachers", 5), ("behind", 8), ("share", 5), ("observations", 8), ("lessons", 7), ("reflections", 6))
_NAME, _WIDE_NAME, _SCHEMA, _CHANGED = 20, 34, 16, 16
_WIDE = 110


class CountyScreen(OwnHelp, Screen[None]):
    """``county`` makes the connection that it counts over, in a thread of its own; ``store`` opens one school."""

    AUTO_FOCUS: ClassVar[str | None] = "Input"
    HORIZONTAL_BREAKPOINTS = [(0, "-cramped"), (60, "-narrow")]
    VERTICAL_BREAKPOINTS = [(0, "-cramped"), (16, "-low")]
    DEFAULT_CSS = """
    CountyScreen #county-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    CountyScreen Input.-textual-compact { height: 1; padding: 0 1; background: $surface; }
    CountyScreen #county-said { height: 1; padding: 0 1; color: $text-muted; }
    CountyScreen #county-heads { height: 1; background: $surface; text-style: bold; }
    CountyScreen.-cramped #county-body, CountyScreen.-cramped #county-line { display: none; }
    """

    def __init__(
        self, county: Callable[[], County], store: Callable[[str], Store], today: Callable[[], date] = date.today
    ) -> None:
        super().__init__()
        self._connect = county
        self._open = store
        self._today = today
        # One thread: the connection is its own, and what it has counted stays there.
        self._thread = ThreadPoolExecutor(1, "county")
        self._county: County | None = None
        self._all: list[Standing] = []
        self._hay: dict[str, str] = {}
        self._shown: list[Standing] = []
        self._counting = False

    def compose(self) -> ComposeResult:
        yield Static(id="county-line", markup=False)
        with Vertical(id="county-body"):
            yield Input(placeholder=t("county.find"), compact=True)
            yield Static(id="county-said", markup=False)
            yield Static(id="county-heads", markup=False)
            yield CountyList(self._line)
        yield TooSmall(t("app.too_small"))
        yield FootLine()

    def on_mount(self) -> None:
        self.run_worker(self._count(PATIENCE), exclusive=True)

    def on_unmount(self) -> None:
        self._thread.submit(self._leave_server)
        self._thread.shutdown()

    def help_text(self) -> str:
        return t("county.help")

    @property
    def chosen(self) -> Standing | None:
        """The school under the cursor."""
        index = self.query_one(LineList).index
        return None if index is None or index >= len(self._shown) else self._shown[index]

    # -- typing and going ----------------------------------------------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._list(None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        perform(self.app, "county.open")

    def on_key(self, event: events.Key) -> None:
        schools = self.query_one(LineList)
        moves = {
            "down": lambda: schools.action_go(1),
            "up": lambda: schools.action_go(-1),
            "pagedown": lambda: schools.action_page(1),
            "pageup": lambda: schools.action_page(-1),
        }
        if move := moves.get(event.key):
            event.stop()
            move()

    def on_resize(self) -> None:
        self.call_after_refresh(self._heads)

    # -- commands ------------------------------------------------------------------------------------------------------

    def why_not_county_open(self) -> str:
        return "" if self.chosen else t("county.no_school_here")

    def do_county_open(self) -> None:
        """Who is behind in that school with observing, by its own count."""
        self._look_into(only_observing=True)

    why_not_county_duties = why_not_county_open

    def do_county_duties(self) -> None:
        """Every obligation of that school."""
        self._look_into(only_observing=False)

    def why_not_county_count(self) -> str:
        return t("county.counting_already") if self._counting else ""

    def do_county_count(self) -> None:
        """Count all that were written in, however long it takes."""
        self.run_worker(self._count(float("inf")), exclusive=True)

    def why_not_county_leave(self) -> str:
        return "" if self.query_one(Input).value else t("county.on_top")

    def do_county_leave(self) -> None:
        """All schools again."""
        self.query_one(Input).value = ""

    # -- inside --------------------------------------------------------------------------------------------------------

    def _look_into(self, only_observing: bool) -> None:
        school = self.chosen
        assert school is not None
        store = self._open(school.schema)  # what refuses is told by whoever carries out commands
        desk = Desk(store, today=self._today)
        code = next((one.code for one in obligations() if one.measure == "observed" and one.binds == "all"), "")
        sheet = SchoolSheet(desk, school.name or school.schema, code if only_observing else "")
        self.app.push_screen(sheet, lambda _: store.close())

    async def _count(self, within: float) -> None:
        self._counting = True
        self._say(t("county.counting"))
        try:
            home = await asyncio.get_running_loop().run_in_executor(self._thread, self._counted, within)
        except StoreError as error:
            self._say(str(error))
        else:
            self._take(home)
        finally:
            self._counting = False

    def _counted(self, within: float) -> Home:
        """In the thread."""
        if self._county is None:
            self._county = self._connect()
        return self._county.home(self._today(), within, self._progress)

    def _progress(self, done: int, of: int) -> None:
        self.app.call_from_thread(self._say, t("county.counting_so_far", done=done, of=of))

    def _leave_server(self) -> None:
        if self._county is not None:
            self._county.close()

    def _take(self, home: Home) -> None:
        before = self.chosen
        self._all = home.standings
        self._hay = {one.schema: " ".join((one.name, one.schema, *initials(one.name))).lower() for one in self._all}
        behind, teachers = sum(one.behind for one in self._all), sum(one.teachers for one in self._all)
        words = t("county.sum", schools=len(self._all), teachers=teachers, behind=behind)
        self.query_one("#county-line", Static).update(Text(f"{words}  {t('county.only_read')}", no_wrap=True))
        if home.counted_at:
            old = sum(one.is_old for one in self._all)
            self._say(t("county.some_old", count=old, at=_local(home.counted_at)))
        else:
            self._say(t("county.all_now", at=f"{datetime.now():%H:%M:%S}"))
        self._list(before)

    def _say(self, words: str) -> None:
        self.query_one("#county-said", Static).update(Text(words, no_wrap=True))

    def _list(self, chosen: Standing | None) -> None:
        typed = self.query_one(Input).value
        self._shown = [one for one in self._all if found(typed, self._hay[one.schema])]
        places = [at for at, one in enumerate(self._shown) if chosen and one.schema == chosen.schema]
        self.query_one(LineList).show(len(self._shown), places[0] if places else 0)
        self._heads()
        self.query_one(FootLine).refresh()

    def _heads(self) -> None:
        self.query_one("#county-heads", Static).update(Text(_row(None, self.size.width), no_wrap=True))

    def _line(self, index: int, width: int) -> ListLine:
        one = self._shown[index]
        return ListLine(_row(one, width), faint=not one.behind)


class CountyList(LineList, can_focus=False):
    """The keyboard is always the line's above it, so that the cursor is never elsewhere."""

    @property
    def has_focus(self) -> bool:  # type: ignore[override]
        return True


class SchoolSheet(OwedScreen):
    """Who owes what in one school, as it counts itself, and nothing that writes or leads on."""

    DEFAULT_CSS = """
    SchoolSheet { align: left top; background: $background; }
    SchoolSheet #school-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    """

    def __init__(self, desk: Desk, name: str, code: str = "") -> None:
        super().__init__(desk, code)
        self.name_of_school = name

    def compose(self) -> ComposeResult:
        words = f"{self.name_of_school}  {t('county.only_read')}"
        yield Static(Text(words, no_wrap=True), id="school-line")
        yield from super().compose()

    def help_text(self) -> str:
        return t("county.school_help")

    def why_not_progress_remind(self) -> str:
        return t("county.only_read_why")

    def why_not_progress_pictures(self) -> str:
        return t("county.only_read_why")


def _row(one: Standing | None, width: int) -> str:
    """A line of the list; the heads for None."""
    is_wide = width >= _WIDE
    if one is None:
        cells = {name: t(f"county.column_{name}") for name, _ in _NUMBERS}  # family county.column_*
        name, schema, changed = (t(f"county.column_{name}") for name in ("school", "schema", "changed"))
    else:
        cells = {
            "teachers": str(one.teachers),
            "behind": str(one.behind),
            "share": f"{round(one.share_behind * 100)}%",
            "observations": str(one.observations),
            "lessons": str(one.lessons),
            "reflections": str(one.reflections),
        }
        name, schema = one.name or one.schema, one.schema
        changed = _local(one.changed_at) if is_wide else _local(one.changed_at)[:10]
    mark = t("county.old_mark") if one and one.is_old else ""
    row = [fitted(mark, 2), fitted(name, _WIDE_NAME if is_wide else _NAME)]
    if is_wide:
        row.append(fitted(schema, _SCHEMA))
    row += [right(cells[name], cells_wide) for name, cells_wide in _NUMBERS]
    row.append(fitted(changed, _CHANGED) if is_wide else changed)
    return " ".join(row)


def _local(at: str) -> str:
    return f"{local_time(at):%Y-%m-%d %H:%M}" if at else ""
