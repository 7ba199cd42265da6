"""The preview on the screen: nothing is written before Enter, and Enter writes only what is ticked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from data.formats.problem import FileProblem
from data.words import t
from models.actions.desk import Desk
from models.actions.exporting import export_problems, problem_file
from models.actions.import_reader import RowPlan
from models.actions.importing import ImportPlan, ImportResult, apply_import, plan_import
from screens.kit.dialogs import Choose
from screens.kit.dispatch import Offer
from screens.kit.footer import FootLine
from screens.kit.importing.preview import columns_line, one_line, row_text, summary
from screens.kit.keymap import keys_of
from screens.kit.own_help import OwnHelp

_LEAVE_OUT = "-"
_SCROLLBAR = 2  # cells


@dataclass(frozen=True, slots=True)
class Imported:
    """What was written, and the sentence that says where the rows with problems went; '' without any."""

    result: ImportResult
    problems_said: str


class ImportView(OwnHelp, ModalScreen[Imported | None]):
    """Dismissed with what was written, or None when it was given up."""

    AUTO_FOCUS: ClassVar[str | None] = "OptionList"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-tall")]
    DEFAULT_CSS = """
    ImportView { align: left top; background: $background; }
    ImportView #summary { height: auto; padding: 0 1; background: $panel; text-style: bold; }
    ImportView #columns { height: auto; max-height: 8; padding: 0 1; color: $text-muted; }
    ImportView.-low #columns { max-height: 3; }
    ImportView OptionList { height: 1fr; background: $background; }
    """

    def __init__(self, desk: Desk, plan: ImportPlan) -> None:
        super().__init__()
        self.desk = desk
        self.plan = plan
        self.accepted = self._all()
        self.only_news = False
        self._width = 0
        self.problems_said = ""
        self._columns: dict[int, str | None] = {}

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(id="summary")
            yield Static(id="columns")
            yield OptionList(compact=True)
        yield FootLine()

    def on_mount(self) -> None:
        self.only_news = self.plan.count("same") > 0
        self._show()

    def on_resize(self) -> None:
        """Lines are folded for the window."""
        if self._width != self.app.size.width and self.is_mounted:
            here = self._here()
            self._show()
            if here is not None:
                self._go(here)

    def help_text(self) -> str:
        """What this screen is for, and what its marks mean."""
        return t("import.help")

    def fits_here(self, offer: Offer) -> bool:
        """Only what can be done here: elsewhere nothing may happen before this is decided."""
        return offer.command.scope == "import"

    def takes(self, row: RowPlan) -> bool:
        """Whether the row can be written."""
        return row.action in ("new", "change")

    def why_not_take(self, row: RowPlan) -> str:
        """The reason where `takes` says no."""
        return t("import.cannot_take") if row.action == "problem" else t("import.nothing_to_take")

    def do_import_toggle(self) -> None:
        index = self._here()
        if index is None:
            return
        row = self.plan.rows[index]
        if not self.takes(row):
            self.notify(self.why_not_take(row))
            return
        self.accepted ^= {index}
        self.query_one(OptionList).replace_option_prompt(str(index), self._row_text(index))
        self._head()

    def do_import_apply(self) -> None:
        """Write what is ticked; rows with problems are not lost but saved beside the file."""
        result = apply_import(self.desk, self.plan, self.accepted)
        if self.plan.count("problem") and not self.problems_said:
            self._save_problems()
        self.dismiss(Imported(result, self.problems_said))

    def why_not_import_apply(self) -> str:
        return "" if self.accepted or self.plan.left_over else t("import.nothing_accepted")

    def do_import_next(self) -> None:
        here = self._here()
        places = [i for i, row in enumerate(self.plan.rows) if row.problems]
        after = next((i for i in places if here is None or i > here), places[0] if places else None)
        if after is not None:
            self._go(after)

    def why_not_import_next(self) -> str:
        return "" if any(row.problems for row in self.plan.rows) else t("import.no_problems")

    def do_import_only(self) -> None:
        here = self._here()
        self.only_news = not self.only_news
        self._show()
        if here is not None:
            self._go(here)

    def do_import_problems(self) -> None:
        self._save_problems()
        self.notify(self.problems_said)

    def why_not_import_problems(self) -> str:
        return "" if self.plan.count("problem") else t("import.no_problems")

    def do_import_cancel(self) -> None:
        self.dismiss(None)

    async def do_import_columns(self) -> None:
        """Pick a column of the file, then the field it belongs to; the preview is worked out anew."""
        columns = [(str(match.index), self._column_label(match.index)) for match in self.plan.columns if match.heading]
        picked = await self.app.push_screen_wait(Choose(t("import.which_column"), columns))
        if picked is None:
            return
        fields = [(_LEAVE_OUT, t("import.leave_out"))]
        fields += [(c.field, c.title) for c in self.plan.register.columns if c.editable]
        wanted = await self.app.push_screen_wait(Choose(t("import.which_field"), fields))
        if wanted is None:
            return
        chosen = None if wanted == _LEAVE_OUT else wanted
        for match in self.plan.columns:
            # A field takes one column only: the column that had it before gives it up.
            if chosen and match.field == chosen:
                self._columns[match.index] = None
        self._columns[int(picked)] = chosen
        try:
            self.plan = self._plan_again()
        except FileProblem as problem:  # the file has gone meanwhile
            self.notify(str(problem), severity="warning")
            return
        self.accepted = self._all()
        self.problems_said = ""
        self._show()

    def _all(self) -> set[int]:
        return {index for index, row in enumerate(self.plan.rows) if self.takes(row)}

    def _plan_again(self) -> ImportPlan:
        return plan_import(
            self.desk,
            self.plan.register.id,
            self.plan.path,
            self._columns,
            from_day=self.plan.from_day,
            whole=bool(self.plan.left_over),
        )

    def _column_label(self, index: int) -> str:
        match = self.plan.columns[index]
        field = self.plan.register.column(match.field).title if match.field else t("import.leave_out")
        return f"{one_line(match.heading)} > {field}"

    def _here(self) -> int | None:
        listed = self.query_one(OptionList)
        if listed.highlighted is None:
            return None
        return int(listed.get_option_at_index(listed.highlighted).id or 0)

    def _go(self, index: int) -> None:
        """Put the cursor on that row of the plan, where it is listed."""
        listed = self.query_one(OptionList)
        places = [option.id for option in listed.options]
        if str(index) in places:
            listed.highlighted = places.index(str(index))

    def _head(self) -> None:
        width = self._width - 2
        self.query_one("#summary", Static).update(summary(self.plan, len(self.accepted), width))
        self.query_one("#columns", Static).update(columns_line(self.plan, width, keys_of("import.columns")[0]))

    def _row_text(self, index: int) -> Text:
        width = self._width - _SCROLLBAR
        row = self.plan.rows[index]
        accepted = index in self.accepted if self.takes(row) else None
        return row_text(self.plan, row, accepted, self.desk.lists, width)

    def _save_problems(self) -> None:
        """Put the rows with problems into a file of their own, and remember the sentence that says where."""
        target = problem_file(self.plan.path)
        try:
            count = export_problems(self.plan, target)
        except (OSError, ValueError) as problem:
            self.problems_said = str(problem)
        else:
            self.problems_said = t("import.problems_beside", count=count, name=target.name)

    def _show(self) -> None:
        self._width = self.app.size.width
        self._head()
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options(
            Option(self._row_text(index), id=str(index))
            for index, row in enumerate(self.plan.rows)
            if not self.only_news or row.action != "same" or row.notes
        )
        if listed.option_count:
            listed.highlighted = 0
