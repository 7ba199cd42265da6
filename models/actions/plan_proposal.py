"""A proposal of observations as values: who would go where, which lessons would be opened, who would no longer go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from data.planning.values import Entry, Given
from models.actions.plan_proposal_basis import Basis, read_basis
from models.actions.plan_proposal_jobs import PlanJob, ReliefJob, WhyNotJob, WhyThisJob, Wishes, plan_job
from models.planning.changes import Change
from models.planning.plan import Plan, in_time

KINDS = ("new", "moved", "dropped", "kept")
"""What becomes of an observation: new, another one in the place of one before, no longer, as it was."""

__all__ = ["KINDS", "Basis", "Proposal", "ProposalRow", "Wishes", "job_for", "read_basis"]


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One observation of a proposal. ``before`` is what it takes the place of; of what is dropped ``entry`` is
    what was. ``broken`` says why what was cannot be any more, ``opens`` that the lesson would be opened for it,
    ``group`` the group that attends it as a whole."""

    kind: str
    entry: Entry
    before: Entry | None = None
    broken: str = ""
    opens: bool = False
    pinned: bool = False
    group: str = ""


@dataclass(frozen=True)
class Proposal:
    """What would change if it were accepted. Nothing of it is in the store."""

    basis: Basis
    wishes: Wishes
    job: PlanJob
    change: Change

    @property
    def plan(self) -> Plan:
        return self.change.plan

    @property
    def given(self) -> Given:
        """What the plan was made from: with the wishes."""
        return self.job.asked.given

    @property
    def weeks(self) -> tuple[int, ...]:
        return self.job.asked.weeks or ()

    @cached_property
    def rows(self) -> list[ProposalRow]:
        """What changes, and what stays in the weeks that were asked for, by time and lesson."""
        rows = [*self._changed(), *self._kept()]
        return sorted(rows, key=lambda row: (*in_time(row.entry), KINDS.index(row.kind)))

    @cached_property
    def opened(self) -> frozenset[tuple[int, int, int, str]]:
        """The lessons (week, day, period, teacher) that would be opened."""
        return frozenset(row.entry[1:] for row in self.rows if row.opens)

    @cached_property
    def lessons(self) -> frozenset[tuple[int, int, int, str]]:
        """The lessons that somebody would observe."""
        return frozenset(row.entry[1:] for row in self.rows if row.kind != "dropped")

    @cached_property
    def counts(self) -> Counter[str]:
        """How many observations there are of each kind."""
        return Counter(row.kind for row in self.rows)

    @property
    def changes_anything(self) -> bool:
        return any(self.counts[kind] for kind in ("new", "moved", "dropped"))

    @cached_property
    def audience(self) -> dict[tuple[int, int, int, str], list[str]]:
        """Who would observe each lesson."""
        found: dict[tuple[int, int, int, str], list[str]] = {}
        for entry in self.plan.entries:
            found.setdefault(entry[1:], []).append(entry.observer)
        return found

    @cached_property
    def load(self) -> dict[str, tuple[int, int]]:
        """By person: how many observations there are before the planned time, and in it."""
        found: dict[str, list[int]] = {}
        for entry in self.plan.entries:
            ahead = self._is_ahead(entry)
            found.setdefault(entry.observer, [0, 0])[ahead] += 1
        return {person: (past, ahead) for person, (past, ahead) in found.items()}

    def why_this(self, entry: Entry) -> WhyThisJob:
        return WhyThisJob(self.job.asked, self.plan, entry)

    def why_not(self, entry: Entry) -> WhyNotJob:
        return WhyNotJob(self.job.asked, self.plan, entry)

    def relief(self) -> ReliefJob:
        """What would relieve what is lacking; what bars the people who lack most."""
        lacking = Counter({one.person: one.missing for one in self.plan.shortfalls if one.what == "quota"})
        people = tuple(person for person, _ in lacking.most_common(3))
        return ReliefJob(self.job.asked, self.plan, people)

    def _is_ahead(self, entry: Entry) -> bool:
        return (entry.week, entry.day) >= (self.basis.first_week, self.basis.first_day)

    def _changed(self) -> Iterator[ProposalRow]:
        broken = {one.entry: one.broken for one in self.basis.arranged}
        for old, new in self.change.moved:
            yield self._row("moved", new, old, broken.get(old, ""))
        for entry in self.change.new:
            if self._is_ahead(entry):
                yield self._row("new", entry)
        for entry in self.change.dropped:
            yield ProposalRow("dropped", entry, broken=broken.get(entry, ""))

    def _kept(self) -> Iterator[ProposalRow]:
        planned, by_hand = set(self.plan.entries), {one.entry for one in self.basis.arranged if one.pinned}
        for one in self.basis.arranged:
            if one.entry in planned and one.entry.week in self.weeks:
                pinned = one.entry in by_hand or one.entry in self.wishes.pins
                yield ProposalRow("kept", one.entry, pinned=pinned)

    def _row(self, kind: str, entry: Entry, before: Entry | None = None, broken: str = "") -> ProposalRow:
        opens = entry[1:] not in self.basis.opened
        return ProposalRow(
            kind, entry, before, broken, opens, entry in self.wishes.pins, self._groups.get(entry[1:], "")
        )

    @cached_property
    def _groups(self) -> dict[tuple[int, int, int, str], str]:
        return {one[1:]: one.group for one in self.given.group_lessons}


def job_for(basis: Basis, wishes: Wishes) -> PlanJob:
    """What has to be worked out for a proposal; its answer makes the `Proposal`."""
    arranged = [(one.entry, one.pinned, bool(one.broken)) for one in basis.arranged]
    return plan_job(basis.given, wishes, (basis.first_week, basis.first_day), arranged)
