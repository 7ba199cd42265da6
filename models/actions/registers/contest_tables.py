"""The entries of contests with what their judges gave them, and the judges' scores themselves."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from models.actions.contest_rules import contest_rules
from models.actions.lists import SchoolLists
from models.actions.register_table import Stored
from models.actions.registers.records import RecordsTable
from models.journal.writing import delete_record
from models.registers import records as registers
from models.registers.choosing import label_of
from models.rules.contests import Result, proposed_awards, ranking, result_of, show_points
from models.tables.reading import tuples
from models.tables.records import Contest, ContestEntry, ContestScore

_FROM_JUDGES = ("result", "judged_by", "ranking", "award_proposed")


def results(contests: Collection[int] | None = None) -> dict[int, dict[int, Result | None]]:
    """What every entry has come to, by contest and entry; of those contests, and of entries whose contest has not been
    typed yet (0), if any are named."""
    rows = ContestEntry.select(ContestEntry.id, ContestEntry.contest, ContestEntry.score_x10)
    scores = ContestScore.select(ContestScore.entry, ContestScore.score_x10).where(ContestScore.score_x10 >= 0)
    if contests is not None:
        rows = rows.where(ContestEntry.contest.in_(list(contests)) | ContestEntry.contest.is_null())
        scores = scores.where(ContestScore.entry.in_(rows.select(ContestEntry.id)))
    given: dict[int, list[int]] = {}
    for entry, score in tuples(scores):
        given.setdefault(entry, []).append(score)
    drop, found = contest_rules().drop, {}
    for entry, contest, typed in tuples(rows):
        found.setdefault(contest or 0, {})[entry] = result_of(given.get(entry, ()), typed, drop)
    return found


class EntryTable(RecordsTable):
    """Entries of contests. Those of one contest share its ranking: what one is given moves the others."""

    def __init__(self, lists: SchoolLists) -> None:
        super().__init__(registers.CONTEST_ENTRIES, ContestEntry, lists, (ContestEntry.contest, ContestEntry.id))
        self._judged: dict[int, dict[str, Any]] = {}

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        if fields is None or set(fields) & set(_FROM_JUDGES):
            self._judged = self._judge(None if ids is None else self._contests_of(ids))
        return super().read(ids, fields)

    def delete(self, row_id: int) -> None:
        """Its scores go with it."""
        delete_scores(row_id)
        super().delete(row_id)

    def rows_of(self, table: str, row_id: int) -> Sequence[int]:
        if table == ContestScore._meta.table_name:  # type: ignore[attr-defined]
            found = tuples(ContestScore.select(ContestScore.entry).where(ContestScore.id == row_id))
            row_id = found[0][0] if found and found[0][0] else 0
        elif table != ContestEntry._meta.table_name:  # type: ignore[attr-defined]
            return ()
        return (row_id, *self.sharing((row_id,))) if row_id else ()

    def sharing(self, ids: Collection[int]) -> Collection[int]:
        query = ContestEntry.select(ContestEntry.id).where(ContestEntry.contest.in_(self._contests_of(ids)))
        return {row_id for (row_id,) in tuples(query)} - set(ids)

    def _contests_of(self, ids: Collection[int]) -> list[int]:
        query = ContestEntry.select(ContestEntry.contest).where(ContestEntry.id.in_(list(ids)))
        return [contest for (contest,) in tuples(query.distinct()) if contest]

    def _judge(self, contests: Collection[int] | None) -> dict[int, dict[str, Any]]:
        rules, awards = contest_rules(), self._lists.choices("contest_award")
        found: dict[int, dict[str, Any]] = {}
        for contest, entries in results(contests).items():
            places = ranking(entries) if contest else {}
            proposed = proposed_awards(places, rules)
            for entry, result in entries.items():
                found[entry] = {
                    "result": show_points(result.points) if result else None,
                    "judged_by": (result.judges if result else 0) or None,
                    "ranking": places.get(entry),
                    "award_proposed": label_of(awards, proposed[entry]) if entry in proposed else None,
                }
        return found

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {**super()._values(row), **self._judged.get(row["id"], dict.fromkeys(_FROM_JUDGES))}


class ContestTable(RecordsTable):
    """Contests, with how many entries each has."""

    def __init__(self, lists: SchoolLists) -> None:
        order = (Contest.held_on, Contest.id)
        super().__init__(registers.CONTESTS, Contest, lists, order, ("entered", ContestEntry.contest))

    def delete(self, row_id: int) -> None:
        """Its entries go with it, and what judges gave them."""
        for (entry,) in tuples(ContestEntry.select(ContestEntry.id).where(ContestEntry.contest == row_id)):
            delete_scores(entry)
        super().delete(row_id)


class ScoreTable(RecordsTable):
    """What judges gave; of one contest when its id is given, a judge's scores one below the other."""

    def __init__(self, lists: SchoolLists, contest: int | None = None) -> None:
        # Who is from outside has no id: where NULL stands is up to the database.
        by_judge = (ContestScore.judge_name, ContestScore.judge, ContestScore.entry, ContestScore.id)
        by_entry = (ContestScore.entry, ContestScore.id)
        super().__init__(registers.CONTEST_SCORES, ContestScore, lists, by_entry if contest is None else by_judge)
        self._contest = contest

    def _scope(self, everybody: bool) -> Any:
        if self._contest is None:
            return None
        entries = ContestEntry.select(ContestEntry.id).where(ContestEntry.contest == self._contest)
        return ContestScore.entry.in_(entries)


def delete_scores(entry: int) -> None:
    """Delete what judges gave the entry. Inside an action only."""
    for (score,) in tuples(ContestScore.select(ContestScore.id).where(ContestScore.entry == entry)):
        delete_record(ContestScore, score)
