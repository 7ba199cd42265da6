"""Finding reflections by what is written in them: words are typed, hits come with the words where they stand, and the
text of the one under the cursor is beside them, or below."""

from __future__ import annotations

import asyncio
from typing import ClassVar, cast

from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.timer import Timer
from textual.widgets import Input, Static

from data.words import t
from models.actions.desk import Desk
from models.actions.reflection_pieces import Wanted, text_of
from models.actions.reflections_finding import EVERYTHING, Found, Hit, find, prepare
from models.registers.choosing import label_of
from models.rules.search_words import Excerpt, places_of
from models.store.errors import NotAllowed
from screens.kit.footer import FootLine
from screens.kit.inbox.filtering import ask_limits, limits_in_words
from screens.kit.inbox.marked import first_marked, marked_lines, segments
from screens.kit.line_list import LineList, ListLine
from screens.kit.own_help import OwnHelp
from screens.kit.page import Host
from screens.kit.width import fitted

_PATIENCE = 0.2  # seconds after the last key before anything is looked for
_DAY, _NAME, _KIND = 12, 9, 9
_MARK = Style(bold=True, underline=True)


class HitList(LineList):
    """A line for each hit: when, whose, what kind, and the words in their context."""

    def __init__(self) -> None:
        super().__init__(lambda index, width: ListLine(""))
        self.hits: list[tuple[Hit, str]] = []

    def render_line(self, y: int) -> Strip:
        index, width = round(self.scroll_y) + y, self.size.width
        if index >= len(self.hits):
            return Strip.blank(width, self.get_component_rich_style("lines--plain"))
        name = "cursor" if index == self._at else "plain"  # the keys are the list's while words are typed, too
        base = self.get_component_rich_style(f"lines--{name}")
        hit, kind = self.hits[index]
        day = hit.piece.handed_in_on or hit.piece.received_at[:10]
        head = f"{fitted(f' {day}', _DAY)}{fitted(hit.piece.name or t('find.nobody'), _NAME)}{fitted(kind, _KIND)}"
        context = hit.title if hit.title.marks or not hit.excerpts else hit.excerpts[0]
        return Strip([*segments(Excerpt(head, ()), _DAY + _NAME + _KIND, base, _MARK), *self._rest(context, base)])

    def _rest(self, context: Excerpt, base: Style) -> list:
        return segments(context, max(0, self.size.width - _DAY - _NAME - _KIND), base, _MARK)


class FindingSheet(OwnHelp, ModalScreen[int | None]):
    """Dismissed with the reflection to go to, or None."""

    AUTO_FOCUS: ClassVar[str | None] = "Input"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    DEFAULT_CSS = """
    FindingSheet { align: left top; background: $background; }
    FindingSheet #find-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    FindingSheet Input.-textual-compact { height: 1; padding: 0 1; background: $surface; }
    FindingSheet #find-body { height: 1fr; layout: vertical; }
    FindingSheet.-wide #find-body { layout: horizontal; }
    FindingSheet HitList { height: 1fr; }
    FindingSheet #find-right { height: 10; padding: 0 1; background: $surface; }
    FindingSheet.-wide #find-right { height: 1fr; width: 52; }
    FindingSheet.-wide HitList { width: 1fr; }
    FindingSheet #find-head { height: auto; max-height: 3; text-style: bold; }
    FindingSheet #find-scroll { height: 1fr; }
    FindingSheet #find-text { height: auto; }
    """

    def __init__(self, desk: Desk, wanted: Wanted = EVERYTHING, typed: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.wanted = wanted
        self.typed = typed
        self.found = Found((), 0, ())
        self._timer: Timer | None = None
        self._making = False

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor."""
        index = self.query_one(HitList).index
        return None if index is None else self.query_one(HitList).hits[index][0]

    def compose(self) -> ComposeResult:
        yield Static(id="find-line", markup=False)
        yield Input(self.typed, placeholder=t("find.placeholder"), compact=True)
        with Container(id="find-body"):
            yield HitList()
            with Vertical(id="find-right"):
                yield Static(id="find-head", markup=False)
                with VerticalScroll(id="find-scroll", can_focus=False):
                    yield Static(id="find-text", markup=False)
        yield FootLine()

    def on_mount(self) -> None:
        self.look()

    def on_unmount(self) -> None:
        if self._timer:
            self._timer.stop()

    def help_text(self) -> str:
        return t("find.help")

    # -- typing and going ----------------------------------------------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(_PATIENCE, self._look_for_new)

    def _look_for_new(self) -> None:
        """Nothing is looked for twice: the cursor stays where it has been moved to meanwhile."""
        if self.query_one(Input).value != self.typed:
            self.look()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.query_one(Input).value != self.typed:
            self.look()
        elif hit := self.hit:
            self.dismiss(hit.piece.id)

    def on_key(self, event: events.Key) -> None:
        hits, scroll = self.query_one(HitList), self.query_one("#find-scroll", VerticalScroll)
        moves = {
            "down": lambda: hits.action_go(1),
            "up": lambda: hits.action_go(-1),
            "pagedown": lambda: scroll.scroll_relative(y=max(1, scroll.size.height - 1), animate=False, force=True),
            "pageup": lambda: scroll.scroll_relative(y=-max(1, scroll.size.height - 1), animate=False, force=True),
        }
        if move := moves.get(event.key):
            event.stop()
            move()

    def on_line_list_moved(self) -> None:
        index = self.query_one(HitList).index
        if index is not None and index == len(self.query_one(HitList).hits) - 1 and self.found.before is not None:
            self._more()
        self._tell()

    def on_resize(self) -> None:
        self.call_after_refresh(self._tell)

    async def do_finding_limit(self) -> None:
        """Only of one month, kind, group, person, grade or tag."""
        wanted = await ask_limits(self.app, self.desk, self.wanted)
        if wanted is not None:
            self.wanted = wanted
            self.look()

    def take_in_others(self) -> None:
        """Others have written: the hit under the cursor stays under it where it is still found."""
        chosen = self.hit
        self.look()
        hits = self.query_one(HitList)
        places = [number for number, (hit, _) in enumerate(hits.hits) if chosen and hit.piece.id == chosen.piece.id]
        if places:
            hits.show(len(hits.hits), places[0])

    def do_finding_leave(self) -> None:
        self.dismiss(None)

    def do_finding_open(self) -> None:
        if hit := self.hit:
            self.dismiss(hit.piece.id)

    def why_not_finding_open(self) -> str:
        return "" if self.hit else t("find.nothing")

    # -- inside ------------------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Look for what is typed now."""
        self.typed = self.query_one(Input).value
        try:
            self.found = find(self.desk, self.typed, self.wanted)
        except NotAllowed as refusal:
            cast(Host, self.app).say(str(refusal), warning=True)
            return
        hits = self.query_one(HitList)
        hits.hits = []
        self._add(self.found)
        hits.show(len(hits.hits))
        self._head()
        if self.found.read and not self._making:
            self.run_worker(self._prepare(), exit_on_error=True)

    def _more(self) -> None:
        """The next page of hits."""
        here = self.query_one(HitList).index or 0
        self.found = find(self.desk, self.typed, self.wanted, before=self.found.before)
        self._add(self.found)
        self.query_one(HitList).show(len(self.query_one(HitList).hits), here)

    def _add(self, found: Found) -> None:
        kinds = self.desk.lists.choices("reflection_kind")
        self.query_one(HitList).hits += [
            (hit, label_of(kinds, hit.piece.kind) if hit.piece.kind else "") for hit in found.hits
        ]

    async def _prepare(self) -> None:
        """Make the index beside, for what is looked for next."""
        self._making = True
        self._head()
        made = await asyncio.to_thread(prepare, self.desk)
        self._making = not made  # where it cannot be made nobody tries again and again
        if made:
            self._head()  # the hits are the same: the index is only quicker

    def _head(self) -> None:
        if not self.query_one(HitList).hits:
            count = t("find.nothing")
        else:
            number = t("find.more_than", count=self.found.total) if self.found.is_more else str(self.found.total)
            count = t("find.hits", count=number)
        limits = limits_in_words(self.desk, self.wanted)
        slow = t("find.making") if self._making else ""
        words = "  ".join(filter(None, (t("find.title"), count, limits, slow)))
        self.query_one("#find-line", Static).update(Text(words, no_wrap=True))

    def _tell(self) -> None:
        """Show the text of the hit under the cursor, from the first word on."""
        hit = self.hit
        head, body = self.query_one("#find-head", Static), self.query_one("#find-text", Static)
        scroll = self.query_one("#find-scroll", VerticalScroll)
        if hit is None:
            head.update("")
            body.update("")
            return
        facts = (hit.piece.title, hit.piece.name, hit.piece.month, *self._judged(hit))
        head.update(Text("  ".join(filter(None, facts))))
        text = text_of(self.desk, hit.piece.id)
        width = max(10, scroll.size.width - 2)
        lines = marked_lines(text, places_of(text, self.found.words), width, _MARK)
        body.update(Text("\n").join(lines))
        scroll.scroll_to(y=max(0, first_marked(lines) - 2), animate=False, force=True)

    def _judged(self, hit: Hit) -> tuple[str, ...]:
        return tuple(
            label_of(self.desk.lists.choices(f"reflection_{name}"), code)
            for name, code in (("state", hit.piece.state), ("grade", hit.piece.grade))
            if code
        )
