"""The preview on the screen: nothing is written before Enter, and Enter writes only what is ticked."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from data.words import t
from models.actions.desk import Desk
from models.actions.exporting import export_problems, problem_file
from models.actions.importing import ImportPlan, ImportResult, apply_import, plan_import
from screens.kit.dialogs import Choose
from screens.kit.footer import FootLine
from screens.kit.importing.preview import columns_line, row_text, summary

_LEAVE_OUT = "-"


class ImportView(ModalScreen[ImportResult | None]):
    """Dismissed with what was written, or None when it was given up."""

    AUTO_FOCUS: ClassVar[str | None] = "OptionList"
    DEFAULT_CSS = """
    ImportView { align: left top; background: $background; }
    ImportView #summary { height: auto; padding: 0 1; background: $panel; text-style: bold; }
    ImportView #columns { height: auto; max-height: 4; padding: 0 1; color: $text-muted; }
    ImportView OptionList { height: 1fr; }
    """

    def __init__(self, desk: Desk, plan: ImportPlan) -> None:
        super().__init__()
        self.desk = desk
        self.plan = plan
        self.accepted = self._all()
        self.only_news = False
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

    def do_import_toggle(self) -> None:
        index = self._here()
        if index is None:
            return
        row = self.plan.rows[index]
        if row.action not in ("new", "change"):
            self.notify(t("import.cannot_take") if row.action == "problem" else t("import.nothing_to_take"))
            return
        self.accepted ^= {index}
        self.query_one(OptionList).replace_option_prompt(
            str(index), row_text(self.plan, row, index in self.accepted, self.desk.lists)
        )
        self._head()

    def do_import_apply(self) -> None:
        self.dismiss(apply_import(self.desk, self.plan, self.accepted))

    def why_not_import_apply(self) -> str:
        return "" if self.accepted else t("import.nothing_accepted")

    def do_import_next(self) -> None:
        here = self._here()
        places = [i for i, row in enumerate(self.plan.rows) if row.problems]
        after = next((i for i in places if here is None or i > here), places[0] if places else None)
        if after is not None:
            self._go(after)

    def why_not_import_next(self) -> str:
        return "" if any(row.problems for row in self.plan.rows) else t("import.no_problems")

    def do_import_only(self) -> None:
        self.only_news = not self.only_news
        self._show()

    def do_import_problems(self) -> None:
        target = problem_file(self.plan.path)
        count = export_problems(self.plan, target)
        self.notify(t("import.problems_saved", count=count, path=target))

    why_not_import_problems = why_not_import_next

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
        self.plan = plan_import(self.desk, self.plan.register.id, self.plan.path, self._columns)
        self.accepted = self._all()
        self._show()

    def _all(self) -> set[int]:
        return {index for index, row in enumerate(self.plan.rows) if row.action in ("new", "change")}

    def _column_label(self, index: int) -> str:
        match = self.plan.columns[index]
        field = self.plan.register.column(match.field).title if match.field else t("import.leave_out")
        return f"{match.heading} > {field}"

    def _here(self) -> int | None:
        listed = self.query_one(OptionList)
        if listed.highlighted is None:
            return None
        return int(listed.get_option_at_index(listed.highlighted).id or 0)

    def _go(self, index: int) -> None:
        listed = self.query_one(OptionList)
        listed.highlighted = listed.get_option_index(str(index))

    def _head(self) -> None:
        self.query_one("#summary", Static).update(summary(self.plan, len(self.accepted)))
        self.query_one("#columns", Static).update(columns_line(self.plan))

    def _show(self) -> None:
        self._head()
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options(
            Option(row_text(self.plan, row, index in self.accepted, self.desk.lists), id=str(index))
            for index, row in enumerate(self.plan.rows)
            if not self.only_news or row.action != "same" or row.notes
        )
        if listed.option_count:
            listed.highlighted = 0
