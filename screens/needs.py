"""现状分析: the paragraph that begins the term's plan with live figures, and the same figures as bars."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import Static

from data.words import language, t
from models.actions.analysis import SETTING, age_edges, labels, needs_of
from models.actions.desk import Desk
from models.actions.news import newest_change
from models.registers.problem import Unreadable
from models.rules.bands import BadBands, parse_edges, show_edges
from models.rules.dates import parse_partial_date
from models.rules.needs import Breakdown, Needs
from models.rules.needs_tables import Label, default_label, paragraph, part_label, section_title
from screens.kit.charts import BarChart, BarLine, TwinChart, TwinLine
from screens.kit.dialogs import Ask, Choose
from screens.kit.page import Page
from screens.kit.prose import Prose

_LEFT = ("age", "sex", "teaching_years", "status")
_RIGHT = ("qualification", "rank", "honour", "research_group", "subject")
_EVERYBODY = "*"


class NeedsScreen(Page):
    """The figures of one day and of the whole school or one group; the keys choose which."""

    PLACE: ClassVar[str] = "needs"
    CSS_PATH: ClassVar[Any] = "needs.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._day: date | None = None  # None: today, whenever that is
        self._group: str | None = None
        self._found: tuple[tuple[object, ...], Needs] | None = None
        self._label: Label = default_label

    @property
    def desk(self) -> Desk:
        return cast(Desk, self.host.desk)

    @property
    def as_of(self) -> date:
        return self._day or self.desk.today

    @property
    def edges(self) -> tuple[int, ...]:
        return age_edges(self.desk)

    def body(self) -> ComposeResult:
        yield Static(id="asked", markup=False)
        with VerticalScroll():
            yield Prose(id="said")
            with Container(id="charts"):
                with Vertical(id="left", classes="chart-column"):
                    yield BarChart(id="by-age")
                    yield TwinChart(id="pyramid")
                    yield BarChart(id="by-sex")
                    yield BarChart(id="by-teaching_years")
                    yield BarChart(id="by-status")
                with Vertical(id="right", classes="chart-column"):
                    for section in _RIGHT:
                        yield BarChart(id=f"by-{section}")
            yield Prose(id="missing")

    def on_mount(self) -> None:
        self.refresh_page()

    def help_text(self) -> str:
        return t("needs.screen.help")

    def refresh_page(self) -> None:
        """Count again where something was written, or somebody asks for something else."""
        asked_for = (newest_change(self.desk.store), self.as_of, self._group, language())
        if self._found is None or asked_for != self._found[0]:
            self._found = asked_for, needs_of(self.desk, self.as_of, self._group)
        found = self._found[1]
        place = self._group or self.desk.school_name
        self._label = labels(self.desk)
        asked = t("needs.screen.asked", day=self.as_of, place=self._place(), edges=show_edges(self.edges))
        self.query_one("#asked", Static).update(Text(asked))
        self.query_one("#said", Prose).words = paragraph(found, place, self._label)
        for section in (*_LEFT, *_RIGHT):
            self._show_bars(found, section)
        self._show_pyramid(found)
        missing = _missing(found)
        self.query_one("#missing", Prose).words = missing
        self.query_one("#missing", Prose).display = bool(missing)

    # -- commands --------------------------------------------------------------------------------------------------

    async def do_needs_day(self) -> None:
        """Another day."""
        typed, why = self.as_of.isoformat(), ""
        while True:
            text = "\n".join(filter(None, (t("needs.screen.which_day_text"), why)))
            answer = await self.app.push_screen_wait(Ask(t("needs.screen.which_day"), text, typed))
            if answer is None:
                return
            try:
                self._day = self._read_day(answer)
            except Unreadable as error:
                typed, why = answer, str(error)
                continue
            self.refresh_page()
            return

    async def do_needs_group(self) -> None:
        """One group, or everybody."""
        names = [name for name in self.desk.groups() if name != _EVERYBODY]
        options = [(_EVERYBODY, t("needs.screen.whole_school")), *((name, name) for name in names)]
        chosen = await self.app.push_screen_wait(Choose(t("needs.screen.which_group"), options))
        if chosen:
            self._group = None if chosen == _EVERYBODY else chosen
            self.refresh_page()

    async def do_needs_bands(self) -> None:
        """Other age bands, for the whole school."""
        typed, why = show_edges(self.edges), ""
        while True:
            text = "\n".join(filter(None, (t("needs.screen.which_bands_text"), why)))
            answer = await self.app.push_screen_wait(Ask(t("needs.screen.which_bands"), text, typed))
            if answer is None:
                return
            try:
                edges = parse_edges(answer)
            except BadBands as error:
                typed, why = answer, str(error)
                continue
            if edges != self.edges:
                self.desk.set_setting(SETTING, show_edges(edges))
                self.host.saved()
            self.refresh_page()
            return

    def do_needs_whole(self) -> None:
        """Today and everybody."""
        self._day = self._group = None
        self.refresh_page()

    # -- drawing ---------------------------------------------------------------------------------------------------

    @property
    def _plain(self) -> bool:
        return self.host.ascii_only or self.app.no_color

    def _place(self) -> str:
        return self._group or t("needs.screen.whole_school")

    def _read_day(self, text: str) -> date | None:
        day = parse_partial_date(text, earliest=None, latest=None, today=self.desk.today, day_required=True)
        return date.fromisoformat(day) if day else None

    def _show_bars(self, found: Needs, section: str) -> None:
        broken = found.by[section]
        bars = [
            BarLine(
                part_label(section, part.code, self._label),
                part.count,
                f"{part.percent}%",
                _also(found, part.code) if section == "subject" else "",
            )
            for part in broken.parts
        ]
        if broken.unknown and broken.parts:
            bars.append(BarLine(t("needs.unknown"), len(broken.unknown)))
        self.query_one(f"#by-{section}", BarChart).show(
            section_title(section), _worth_showing(broken, bars), self._plain
        )

    def _show_pyramid(self, found: Needs) -> None:
        twins = [TwinLine(f"{bar.low}-{bar.high}", bar.women, bar.men) for bar in reversed(found.pyramid)]
        sides = (t("needs.women"), t("needs.men"))
        self.query_one(TwinChart).show(t("needs.pyramid"), sides, twins, self._plain)


def _worth_showing(broken: Breakdown, bars: list[BarLine]) -> list[BarLine]:
    """A group's own name, alone, tells nothing."""
    return [] if broken.field == "research_group" and len(bars) < 2 else bars


def _also(found: Needs, subject: str) -> str:
    count = found.also_teach.get(subject, 0)
    return t("needs.screen.also", count=count) if count else ""


def _missing(found: Needs) -> str:
    """Who lacks what, a line for each datum; '' where everything is known."""
    lines = [
        t(
            "needs.screen.missing_line",
            field=section_title(section),
            count=len(broken.unknown),
            who=t("needs.and").join(broken.unknown),
        )
        for section, broken in found.by.items()
        if broken.unknown
    ]
    others = sum(bar.others for bar in found.pyramid)
    if others:
        lines.append(t("needs.screen.no_sex", count=others))
    return "\n".join([t("needs.missing"), *lines]) if lines else ""
