"""The grid of the timetable: one question goes to anybody's week, and a week leads back to where it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.message import Message

from data.words import t
from models.actions.week_views import Whose
from models.registers.source import RowSource
from screens.kit.grid import Grid
from screens.kit.grid.asking import Line
from screens.kit.grid.editors import Candidate
from screens.kit.grid.entry import Way


class WeeksGrid(Grid):
    """Ctrl+G asks whose week; there Enter goes to the cell to write in, PgUp and PgDn to the next of its kind, Esc back
    to the whole school."""

    class Asked(Message):
        """Show that week; None for the whole school."""

        def __init__(self, whose: Whose | None) -> None:
            super().__init__()
            self.whose = whose

    class Turned(Message):
        """The next week of the same kind, or the one before."""

        def __init__(self, steps: int) -> None:
            super().__init__()
            self.steps = steps

    class Entered(Message):
        """To the cell in which this one is written."""

    def __init__(self, source: RowSource, meant: Callable[[str], Sequence[Whose]], is_view: bool) -> None:
        super().__init__(source)
        self._meant = meant
        self._is_view = is_view
        self.enter_goes_down = not is_view

    @property
    def onward(self) -> Way:
        """Down the day, as on the class's own paper."""
        return Way.ENTER if self.enter_goes_down else Way.NEXT

    def _enter_down(self) -> None:
        """Behind the week's last period the next class begins."""
        if self._row < len(self.source) - 1:
            super()._enter_down()
        elif self._column < len(self.columns) - 1:
            self._trail.leave(*self.cursor)
            self.move_to(0, self._column + 1)

    def do_grid_goto(self) -> None:
        self.commit(Way.STAY, ask=False)
        self.ask(
            Line(
                t("teaching.whose"),
                "",
                done=self._asked,
                left=self.show_hint,
                candidates=self._candidates,
                help=t("teaching.whose_help"),
            )
        )

    def do_grid_enter(self) -> None:
        if self._is_view:
            self.post_message(self.Entered())
        else:
            super().do_grid_enter()

    def do_grid_page_up(self) -> None:
        self._turn(-1)

    def do_grid_page_down(self) -> None:
        self._turn(1)

    def do_grid_cancel(self) -> None:
        if self._is_view and not self.editor and self.range is None:
            self.post_message(self.Asked(None))
        else:
            super().do_grid_cancel()

    def _turn(self, steps: int) -> None:
        if self._is_view:
            self.post_message(self.Turned(steps))
        elif steps < 0:
            super().do_grid_page_up()
        else:
            super().do_grid_page_down()

    def _candidates(self, typed: str) -> list[Candidate]:
        return [Candidate(str(n), whose.label, whose.label) for n, whose in enumerate(self._meant(typed), 1)]

    def _asked(self, typed: str) -> None:
        if not typed.strip():
            self.post_message(self.Asked(None))
            return
        found = self._meant(typed)
        if not found:
            self.say(t("teaching.nobody", text=typed), alarm=True)
            return
        self.post_message(self.Asked(next((whose for whose in found if whose.label == typed), found[0])))
