"""The ladder over the whole screen: group lessons, the school's demonstrations, what went to the county."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from data.words import t
from models.actions.county import county_result
from models.actions.desk import Desk
from models.actions.group_lessons import attended, panel_coverage
from models.actions.group_pages import ladder_page
from models.actions.ladder import LadderRefused, nominate, show_lesson, withdraw
from models.actions.ladder_view import GROUP_LESSON, PENDING, Ladder, Rung, may_see_votes
from models.actions.lesson_facts import LessonFacts
from models.actions.registers.lessons import LessonTable
from models.actions.undoing import step_back, step_forward
from models.registers.source import Outcome
from models.rules.ladder import STAGES
from screens.kit.dialogs import Ask, Choose
from screens.kit.footer import FootLine
from screens.kit.ladder_asking import ask_award, ask_lesson, other_lessons
from screens.kit.ladder_lines import ladder_headings, rung_detail, rung_line, waiting_line
from screens.kit.ladder_votes import decide_round, note_votes
from screens.kit.line_list import LineList, ListLine
from screens.kit.overlay import Overlay
from screens.kit.paper_saving import save_pages

_EVERYBODY = "*"
Line = Rung | LessonFacts


class LadderScreen(Overlay):
    """A line for every lesson at every stage; those that could be put on it come last."""

    AUTO_FOCUS: ClassVar[str | None] = "LineList"
    DEFAULT_CSS = """
    LadderScreen #ladder-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    LadderScreen #ladder-heads { height: 1; background: $surface; text-style: bold; }
    LadderScreen #ladder-told { height: auto; max-height: 8; padding: 0 1; background: $surface; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.group: str | None = None
        self.ladder = Ladder(desk)
        self.lines: list[Line] = []

    @property
    def chosen(self) -> Line | None:
        index = self.query_one(LineList).index
        return None if index is None else self.lines[index]

    def compose(self) -> ComposeResult:
        yield Static(id="ladder-line", markup=False)
        yield Static(id="ladder-heads", markup=False)
        yield LineList(self._line)
        yield Static(id="ladder-told", markup=False)
        yield FootLine()

    def on_mount(self) -> None:
        self._read()

    def on_resize(self) -> None:
        heads = Text(ladder_headings(self.size.width), no_wrap=True)
        self.query_one("#ladder-heads", Static).update(heads)

    def on_line_list_moved(self) -> None:
        self._tell()

    def help_text(self) -> str:
        return t("ladder.help")

    # -- commands ----------------------------------------------------------------------------------------------------

    async def do_ladder_votes(self) -> None:
        """Note the votes of the chosen lesson's round."""
        if rungs := self._round():
            self._done(await note_votes(self.app, self.desk, rungs))

    def why_not_ladder_votes(self) -> str:
        return "" if self._round() else t("ladder.choose_undecided")

    async def do_ladder_decide(self) -> None:
        rung = self._undecided(*STAGES[:2])
        if rung:
            group = rung.group if rung.stage == STAGES[0] else None
            self._done(await decide_round(self.app, self.desk, rung.stage, group))

    def why_not_ladder_decide(self) -> str:
        return "" if self._undecided(*STAGES[:2]) else t("ladder.choose_undecided")

    def do_ladder_nominate(self) -> None:
        if isinstance(facts := self.chosen, LessonFacts):
            self._try(lambda: nominate(self.desk, [facts.id]))

    def why_not_ladder_nominate(self) -> str:
        return "" if isinstance(self.chosen, LessonFacts) else t("ladder.choose_not_entered")

    async def do_ladder_show(self) -> None:
        """Which lesson the nominee showed to the school."""
        if (rung := self._undecided(STAGES[1])) and (lesson := await ask_lesson(self.app, self.desk, rung)):
            self._try(lambda: show_lesson(self.desk, rung.id, lesson))

    def why_not_ladder_show(self) -> str:
        rung = self._undecided(STAGES[1])
        if rung is None:
            return t("ladder.choose_nominee")
        return "" if other_lessons(rung) else t("ladder.no_other_lesson", who=rung.facts.teacher)

    async def do_ladder_result(self) -> None:
        """What the county gave."""
        if (rung := self._undecided(STAGES[2])) and (found := await ask_award(self.app, rung.facts.teacher)):
            award, issuer = found
            self._try(lambda: county_result(self.desk, rung.id, award, issuer))

    def why_not_ladder_result(self) -> str:
        return "" if self._undecided(STAGES[2]) else t("ladder.choose_county")

    async def do_ladder_withdraw(self) -> None:
        rung = self._undecided(*STAGES)
        if rung is None:
            return
        reason = await self.app.push_screen_wait(Ask(t("ladder.withdraw_title"), t("ladder.withdraw_text")))
        if reason is not None:
            self._try(lambda: withdraw(self.desk, rung.id, reason))

    def why_not_ladder_withdraw(self) -> str:
        return "" if self._undecided(*STAGES) else t("ladder.choose_undecided")

    async def do_ladder_group(self) -> None:
        options = [(_EVERYBODY, t("standing.everybody")), *((name, name) for name in self.desk.groups())]
        chosen = await self.app.push_screen_wait(Choose(t("standing.which_group"), options))
        if chosen:
            self.group = None if chosen == _EVERYBODY else chosen
            self._read()

    async def do_ladder_print(self) -> None:
        page = ladder_page(self.desk, self.group)
        if told := await save_pages(self.app, page.title, [page]):
            self.host.say(told)

    def do_ladder_leave(self) -> None:
        self.dismiss(None)

    def do_app_undo(self) -> None:
        self._stepped(step_back(self.desk.store, LessonTable(self.desk.lists)))

    def do_app_redo(self) -> None:
        self._stepped(step_forward(self.desk.store, LessonTable(self.desk.lists)))

    # -- inside ------------------------------------------------------------------------------------------------------

    def _undecided(self, *stages: str) -> Rung | None:
        """The chosen line, if it is a lesson at one of those stages that is not decided."""
        line = self.chosen
        return line if isinstance(line, Rung) and line.outcome == PENDING and line.stage in stages else None

    def _round(self) -> list[Rung]:
        """What is voted on together with the chosen lesson."""
        rung = self._undecided(*STAGES[:2])
        if rung is None or not rung.shown:
            return []
        return self.ladder.open_round(rung.stage, rung.group if rung.stage == STAGES[0] else None)

    def _try(self, deed: Callable[[], object]) -> None:
        """Do it, or say why not."""
        try:
            deed()
        except LadderRefused as refused:
            self.host.say(str(refused), warning=True)
            return
        self._done("")

    def _done(self, told: str | None) -> None:
        if told is None:
            return
        self.host.saved()
        self._read()
        if told:
            self.host.say(told)

    def _stepped(self, outcome: Outcome) -> None:
        if outcome.change_id is not None:
            self._done("")
        self.host.say(outcome.message)

    def _read(self) -> None:
        """Read the ladder anew; the cursor stays on its lesson."""
        before = self.chosen if self.lines else None
        self.ladder = Ladder(self.desk)
        self.lines = [*self.ladder.of_group(self.group), *self.ladder.not_on_it(self.group)]
        same = [n for n, line in enumerate(self.lines) if before and _key(line) == _key(before)]
        panel = panel_coverage(self.desk, self.group)
        staff = len(panel.given) + len(panel.planned) + len(panel.missing)
        facts = {"group": self.group or t("standing.everybody"), "given": len(panel.given), "all": staff}
        self.query_one("#ladder-line", Static).update(Text(t("ladder.heading", **facts), no_wrap=True))
        self.query_one(LineList).show(len(self.lines), same[0] if same else 0)
        self._tell()

    def _line(self, index: int, width: int) -> ListLine:
        line = self.lines[index]
        if isinstance(line, Rung):
            return ListLine(rung_line(self.desk, self.ladder, line, width), faint=line.outcome != PENDING)
        return ListLine(waiting_line(self.ladder, line, width), faint=True)

    def _tell(self) -> None:
        line = self.chosen
        if line is None:
            words = Text(t("ladder.page_empty"))
        elif isinstance(line, Rung):
            there = attended(self.desk, [line.facts]) if line.facts.kind == GROUP_LESSON else {}
            votes = self.ladder.votes([line.id]).get(line.id, {}) if may_see_votes(self.desk, line) else {}
            words = rung_detail(self.desk, line, there.get(line.facts.id), votes)
        else:
            words = Text(line.title(self.desk.lists) + "\n" + t("ladder.enter_it"))
        self.query_one("#ladder-told", Static).update(words)


def _key(line: Line) -> tuple[bool, int]:
    return (isinstance(line, Rung), line.id)
