"""A contest under the cursor: its judges' scores typed in bulk, the awards that follow, what the county gave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from data.words import t
from models.actions.contests import COUNTY_AWARDS, county_prize, judges_of, open_scores, score_sheet, take_awards
from models.actions.registers.records import PARENTS
from models.actions.store_source import StoreSource
from models.store.errors import StoreError
from screens.kit.dialogs import Ask, Choose
from screens.kit.grid import Grid
from screens.kit.grid.entry import Way
from screens.kit.looking_back import LooksBack
from screens.kit.pairing.register_sheet import LeavableGrid, RegisterSheet

_COLUMNS = ("contest_entry", "judge", "judge_name", "points", "remark")


class ScoreGrid(LeavableGrid):
    """A judge's points one below the other: what is complete moves down."""

    @property
    def onward(self) -> Way:
        return Way.ENTER if self.enter_goes_down else Way.NEXT


class ScoreSheet(RegisterSheet):
    """The scores of one contest; the cursor begins at the first that is missing."""

    def grid_over(self, source: StoreSource) -> Grid:
        grid = ScoreGrid(source, _COLUMNS)
        grid.enter_goes_down = True
        return grid

    def on_mount(self) -> None:
        super().on_mount()
        rows = map(self.source.row, range(len(self.source)))
        missing = next((row.id for row in rows if row.values["points"] is None), None)
        self.query_one(Grid).go_to(missing, "points")

    def help_text(self) -> str:
        return t("registers.score_help")


class JudgesContests(LooksBack):
    """A page whose grid may hold contests or their entries."""

    async def do_registers_judge(self) -> None:
        """Ask who judges, and open their sheet."""
        contest = self._contest
        if contest is None:
            return
        typed, why = " ".join(judges_of(contest)), t("registers.which_judges")
        while (answer := await self.app.push_screen_wait(Ask(t("registers.judges_title"), why, typed))) is not None:
            try:
                open_scores(self.desk, contest, answer)
                break
            except StoreError as error:
                typed, why = answer, str(error)
        if answer is not None:
            self.host.saved()
            await self.app.push_screen_wait(
                ScoreSheet(self.desk, "contest_scores", source=score_sheet(self.desk, contest))
            )
            self._counted_anew()

    def why_not_registers_judge(self) -> str:
        return self._why_no_contest() or self.desk.why_not_see("contest_scores") or self.read_only

    def do_registers_awards(self) -> None:
        """Write the proposed awards."""
        if (contest := self._contest) is not None:
            count = take_awards(self.desk, contest)
            self.host.saved()
            self._counted_anew()
            self.host.say(t("registers.awards_taken", count=count))

    def why_not_registers_awards(self) -> str:
        return self._why_no_contest() or self.read_only

    async def do_registers_county(self) -> None:
        """Ask what the county gave, and note it."""
        row = self.query_one(Grid).current
        if row is None:
            return
        awards = [(one.code, one.label) for one in self.desk.lists.choices("contest_award")]
        options = [(code, label) for code, label in awards if code in (*COUNTY_AWARDS, "none")]
        who = row.texts.get("teacher", "")
        award = await self.app.push_screen_wait(Choose(t("ladder.which_award", who=who), options))
        if award is None:
            return
        issuer = ""
        if award in COUNTY_AWARDS:
            issuer = await self.app.push_screen_wait(Ask(t("ladder.which_issuer"), t("ladder.issuer_text")))
            if issuer is None:
                return
        try:
            county_prize(self.desk, row.id, award, issuer)
        except StoreError as error:
            self.host.say(str(error), warning=True)
            return
        self.host.saved()
        self._counted_anew()
        self.host.say(t("registers.county_done", who=who))

    def why_not_registers_county(self) -> str:
        row = self.query_one(Grid).current
        if self._shown != "contest_entries" or row is None:
            return t("registers.only_entries")
        return self.read_only or ("" if row.values["recommended"] == "yes" else t("registers.not_recommended"))

    @property
    def _shown(self) -> str:
        return self.query_one(Grid).source.register.id

    @property
    def _contest(self) -> int | None:
        """The contest that the row under the cursor is, or belongs to."""
        row = self.query_one(Grid).current
        if row is None:
            return None
        if self._shown == "contests":
            return row.id
        values: Mapping[str, Any] = row.values
        return next((i for i, name in PARENTS["contest"]().items() if name == values.get("contest")), None)

    def _why_no_contest(self) -> str:
        if self._shown not in ("contests", "contest_entries") or self._contest is None:
            return t("registers.only_contests")
        return ""

    def _counted_anew(self) -> None:
        """What is shown was counted from other records than the row's own."""
        cast(StoreSource, self.query_one(Grid).source).reload()
        self.refresh_page()
