"""What a lesson's forms come to, over the whole screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from data.formats.saving import save_bytes
from data.words import t
from models.actions.desk import Desk
from models.actions.filled_forms import FormRefused
from models.actions.form_papers import ENDINGS, filled_papers, print_papers
from models.actions.form_results import LessonResult, Results, answer
from models.actions.form_tables import item_rows, observer_rows, summary
from screens.kit.dialogs import Ask
from screens.kit.footer import FootLine
from screens.kit.help import HelpScreen
from screens.kit.importing.paths import SavePath, shown_path
from screens.kit.prose import wrapped
from screens.kit.width import fitted

_TEXTS = ("strengths", "problems", "suggestions")


class ResultsScreen(ModalScreen[None]):
    """Every observer's score and words, the means, how far they part on each item, the teacher's reply."""

    AUTO_FOCUS: ClassVar[str | None] = "VerticalScroll"
    DEFAULT_CSS = """
    ResultsScreen { align: left top; background: $background; }
    ResultsScreen #results-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    ResultsScreen #results-told { padding: 0 1; height: auto; }
    """

    def __init__(self, desk: Desk, lesson: int) -> None:
        super().__init__()
        self.desk = desk
        self.result = Results(desk).lesson(lesson)
        self.trimmed = False

    def compose(self) -> ComposeResult:
        yield Static(id="results-line", markup=False)
        with VerticalScroll():
            yield Static(id="results-told", markup=False)
        yield FootLine()

    def on_mount(self) -> None:
        self.show_results()

    def on_resize(self) -> None:
        self.show_results()

    def take_in_others(self) -> None:
        """Others have written."""
        self.result = Results(self.desk).lesson(self.result.facts.id)
        self.show_results()

    def show_results(self) -> None:
        title, *lines = summary(self.result, self.desk.lists, self.trimmed)
        self.query_one("#results-line", Static).update(title)
        width = max(40, self.size.width - 2)
        told = [part for line in lines for part in wrapped(line, width)]
        told += ["", *_observers(self.result, self.desk, width), "", *_items(self.result, width)]
        self.query_one("#results-told", Static).update(Text("\n".join(told), no_wrap=True))

    # -- commands --------------------------------------------------------------------------------------------------

    async def do_results_reply(self) -> None:
        """What the teacher answers."""
        asked = Ask(t("forms.reply_title"), t("forms.reply_text"), self.result.facts.reply)
        reply = await self.app.push_screen_wait(asked)
        if reply is None:
            return
        try:
            answer(self.desk, self.result.facts.id, reply)
        except FormRefused as refused:
            self.notify(str(refused), severity="warning")
            return
        self.take_in_others()

    def do_results_trimmed(self) -> None:
        """With the mean that leaves out the extremes, or without."""
        self.trimmed = not self.trimmed
        self.show_results()

    async def do_results_print(self) -> None:
        """The filled forms as a file."""
        papers = filled_papers(self.desk, [one.observer.observation for one in self.result.scores])
        name = t("forms.file_name", lesson=self.result.facts.title(self.desk.lists))

        def save(path: Path) -> None:
            save_bytes(path, print_papers(papers, path.suffix))

        await save_papers(self.app.push_screen_wait, name, save, len(papers), self.notify)

    def why_not_results_print(self) -> str:
        return "" if any(one.form for one in self.result.scores) else t("forms.nothing_to_print")

    def do_results_leave(self) -> None:
        self.dismiss(None)

    def help_text(self) -> str:
        return t("forms.results_help")

    def do_app_help(self) -> None:
        self.app.push_screen(HelpScreen([self]))


async def save_papers(
    ask: Callable, name: str, save: Callable[[Path], None], count: int, tell: Callable[[str], object]
) -> None:
    """Ask where printed forms go, and say that they are there."""
    plain = "".join("_" if mark in '/\\:*?"<>|' else mark for mark in name)
    dialog = SavePath(t("roster.save_as"), shown_path(Path.cwd() / f"{plain}.docx"), ENDINGS, save)
    if path := await ask(dialog):
        tell(t("forms.printed", count=count, path=shown_path(path)))


def _observers(result: LessonResult, desk: Desk, width: int) -> Iterator[str]:
    for row in observer_rows(result, desk.lists):
        score = "" if row["score"] is None else f"{row['score']:g}"
        yield f"{fitted(row['observer'], 16)}{score.rjust(6)} {fitted(row['band'], 8)}{row['status']}"
        for name in _TEXTS:
            if row[name]:
                label = t(f"forms.column.{name}")  # family forms.column.*
                yield from (f"  {part}" for part in wrapped(f"{label}：{row[name]}", width - 2))


def _items(result: LessonResult, width: int) -> Iterator[str]:
    rows = item_rows(result)
    if rows:
        yield t("forms.items_title")
    for row in rows:
        spread = "" if row["deviation"] is None else t("forms.item_spread", deviation=f"{row['deviation']:.2f}")
        numbers = t("forms.item_numbers", mean=f"{row['item_mean']:.1f}", most=row["most"], n=row["n"], spread=spread)
        between = t("forms.item_between", low=f"{row['lowest']:g}", high=f"{row['highest']:g}")
        yield f"{row['number']:>3} {fitted(row['item'], max(20, min(44, width - 40)))} {numbers} {between}"
