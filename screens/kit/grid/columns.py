"""The columns as the person likes them: remembered for each person and register, and used when it is opened again."""

from __future__ import annotations

from data.words import t
from models.registers.arrangement import Arrangement, read_arrangement
from models.registers.column import Column
from models.registers.manners import Liking
from screens.kit.grid.asking import Option
from screens.kit.grid.columns_dialog import ColumnsDialog
from screens.kit.grid.entry import Way
from screens.kit.grid.rowwork import GridRows

_KEPT_AS = "columns"


class GridColumns(GridRows):
    """A view that shows the person's own columns where no others are asked for."""

    _liked: Arrangement | None = None

    @property
    def arrangement(self) -> Arrangement:
        """How the person likes this register's columns."""
        if self._liked is None:
            kept = self.source.preference(_KEPT_AS) if isinstance(self.source, Liking) else None
            self._liked = read_arrangement(kept, self.source.register)
        return self._liked

    def own_columns(self) -> list[Column]:
        return self.arrangement.columns(self.source.register)

    def arrange_columns(self, arrangement: Arrangement) -> None:
        """Show the columns so from now on, and the next time as well."""
        field = self.column.field
        self._liked = arrangement
        if isinstance(self.source, Liking):
            kept = None if arrangement == Arrangement() else arrangement.as_json()
            self.source.prefer(_KEPT_AS, kept)
        self.show_columns(None)
        self.move_to(self._row, self.column_index(field) or 0)

    def do_grid_columns(self) -> None:
        """Choose which columns are shown, in what order, how wide, and which stay at the left."""
        self.commit(Way.STAY, ask=False)

        def take(arrangement: Arrangement | None) -> None:
            if arrangement is not None and arrangement != self.arrangement:
                self.arrange_columns(arrangement)

        dialog = ColumnsDialog(self.source.register, self.arrangement, self.column.field)
        self.app.push_screen(dialog, take)

    def cell_options(self) -> list[Option]:
        return [*super().cell_options(), Option("9", t("manners.columns_option"), self.do_grid_columns)]
