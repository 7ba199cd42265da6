"""Who owes which reflections of a month, over the whole screen; and a text to remind each group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, cast

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.reflection_counts import (
    Exchanged,
    Owing,
    counted,
    due_days,
    exchanges,
    months_of_term,
    owings,
)
from models.actions.reflection_reminders import reminders
from screens.kit.dialogs import Choose, Tell
from screens.kit.footer import FootLine
from screens.kit.line_list import LineList, ListLine
from screens.kit.own_help import OwnHelp
from screens.kit.page import Host
from screens.kit.prose import wrapped
from screens.kit.width import fitted

_EVERYBODY = "*"
_NAME, _GROUP = 10, 10
_NUMBERS = ("asked", "there", "late", "returned", "owed", "missing", "lessons")


class OwedScreen(OwnHelp, ModalScreen[str]):
    """A line for each person, who owes most first. Dismissed with the staff number whose pieces are to be seen, ''."""

    AUTO_FOCUS: ClassVar[str | None] = "LineList"
    DEFAULT_CSS = """
    OwedScreen { align: left top; background: $background; }
    OwedScreen #owed-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    OwedScreen #owed-heads { height: 1; background: $surface; text-style: bold; }
    OwedScreen #owed-told { height: auto; max-height: 6; padding: 0 1; background: $surface; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.months = months_of_term(desk)
        self.month = self.months[0]
        self.group: str | None = None
        self.people: Sequence[Owing] = ()
        self.held: Sequence[Exchanged] = ()

    def compose(self) -> ComposeResult:
        yield Static(id="owed-line", markup=False)
        yield Static(id="owed-heads", markup=False)
        yield LineList(self._line)
        yield Static(id="owed-told", markup=False)
        yield FootLine()

    def on_mount(self) -> None:
        self._list()

    def on_resize(self) -> None:
        self.on_line_list_moved()

    def help_text(self) -> str:
        return t("reflections.owed_help")

    def take_in_others(self) -> None:
        """Others have written."""
        self._list()

    # -- commands ----------------------------------------------------------------------------------------------------

    async def do_owed_group(self) -> None:
        options = [(_EVERYBODY, t("reflections.any")), *((name, name) for name in self.desk.groups())]
        chosen = await self.app.push_screen_wait(Choose(t("standing.which_group"), options))
        if chosen:
            self.group = None if chosen == _EVERYBODY else chosen
            self._list()

    def do_owed_earlier(self) -> None:
        self._turn(1)

    def do_owed_later(self) -> None:
        self._turn(-1)

    async def do_owed_remind(self) -> None:
        """The text for the school's chat, of one group or of all: it is copied, and shown to be copied by hand."""
        found = reminders(self.desk, self.month, self.group)
        if len(found) > 1:
            options = [(_EVERYBODY, t("reflections.all_groups")), *((name, name or "-") for name, _ in found)]
            chosen = await self.app.push_screen_wait(Choose(t("reflections.remind_whom"), options))
            if chosen is None:
                return
            found = [one for one in found if chosen in (_EVERYBODY, one[0])]
        text = "\n\n".join(words for _, words in found)
        self.app.copy_to_clipboard(text)
        width = max(20, min(70, self.size.width - 12))
        shown = "\n".join(line for part in text.splitlines() for line in wrapped(part, width))
        await self.app.push_screen_wait(Tell(t("reflections.remind_copied"), shown))

    def why_not_owed_remind(self) -> str:
        return "" if any(one.owed or one.tally.returned for one in self.people) else t("reflections.nothing_owed")

    def do_owed_open(self) -> None:
        """That person's pieces."""
        if one := self._chosen:
            self.dismiss(one.staff_no)

    def why_not_owed_open(self) -> str:
        return "" if self._chosen else t("reflections.nothing_owed")

    def do_owed_leave(self) -> None:
        self.dismiss("")

    # -- inside ------------------------------------------------------------------------------------------------------

    @property
    def _chosen(self) -> Owing | None:
        index = self.query_one(LineList).index
        return None if index is None else self.people[index]

    def _turn(self, by: int) -> None:
        at = self.months.index(self.month) + by
        if 0 <= at < len(self.months):
            self.month = self.months[at]
            self._list()
        else:
            cast(Host, self.app).say(t("reflections.no_more_months"))

    def _list(self) -> None:
        self.people = owings(self.desk, self.month, self.group)
        self.held = exchanges(self.desk, self.month, self.group)
        total = counted(self.people)
        days = t("reflections.gap").join(f"{day:%m-%d}" for day in due_days(self.desk, self.month))
        words = t(
            "reflections.owed_heading",
            month=self.month,
            group=self.group or t("standing.everybody"),
            there=total["there"],
            asked=total["asked"],
            owed=total["owed"],
            days=days,
        )
        self.query_one("#owed-line", Static).update(Text(words, no_wrap=True))
        heads = [fitted(t("reflections.count.name"), _NAME), fitted(t("reflections.count.group"), _GROUP)]
        heads += [t(f"reflections.count.{name}") for name in _NUMBERS]
        self.query_one("#owed-heads", Static).update(Text(" " + " ".join(heads), no_wrap=True))
        self.query_one(LineList).show(len(self.people))
        self.on_line_list_moved()

    def on_line_list_moved(self) -> None:
        """The lessons that wait, and how often the person's group has exchanged."""
        one, lines = self._chosen, []
        if one is not None:
            lines += [
                t("reflections.lesson_waits", lesson=owed.lesson.title(self.desk.lists), day=owed.due_on)
                for owed in one.lessons
            ]
            for held in self.held:
                if held.group == one.group:
                    facts = {"group": held.group, "held": len(held.held), "asked": held.asked}
                    lines.append(t("reflections.exchanged", **facts))
                    lines += [f"{day}  {title}" for day, title, _ in held.held]
        told = "\n".join(fitted(line, max(20, self.size.width - 2)).rstrip() for line in lines)
        self.query_one("#owed-told", Static).update(Text(told, no_wrap=True))

    def _line(self, index: int, width: int) -> ListLine:
        one = self.people[index]
        tally = one.tally
        numbers = (tally.asked, tally.there, tally.late, tally.returned, tally.owed, tally.missing, len(one.lessons))
        cells = [fitted(one.name, _NAME), fitted(one.group, _GROUP)]
        for name, number in zip(_NUMBERS, numbers, strict=True):
            room = cell_len(t(f"reflections.count.{name}"))
            cells.append(f"{number or '':>{room}}")
        return ListLine(" " + " ".join(cells), faint=not one.owed)
