"""The plan by its clauses, each with the live numbers of what it rests on, and the rows behind them.

Every number is that of the screen that counts it: obligations as `yanxiu progress` has them, targets as the first
screen has them, registers as their list has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from data.words import t
from models.actions.desk import Desk
from models.actions.owed.measures import PERSON
from models.actions.owed.obligations import obligations
from models.actions.owed.progress import Progress
from models.actions.owed.told import Summary, summaries
from models.actions.plan_kept import KeptClause, KeptPlan, kept_plan
from models.actions.register_shelves import rows_of
from models.actions.registers import REGISTERS
from models.rules.obligations import Obligation
from models.rules.plan_text import is_heading, section_of
from models.rules.rights import RECORDS, Scope, may_see

KINDS = ("obligation", "register", "target")
"""What a clause may rest on, in the order in which it is offered; the titles are the words plan_book.kind_*."""


@dataclass(frozen=True, slots=True)
class Link:
    """Something that a clause rests on; ``id`` is 0 where no row says so: an obligation that names the clause."""

    id: int
    kind: str
    target: str
    title: str


@dataclass(frozen=True, slots=True)
class Figure:
    """How it stands with one link of a clause.

    ``done`` of ``of``, of which ``due`` should be there by now, in ``unit`` ('count', 'people' or 'rows'); ``share``
    in per cent, -1 where nothing is asked for. ``owing`` is how many people or groups owe something now. ``state`` is
    an obligation's ('done', 'behind', 'unmeasured' …), 'hidden' or 'uncounted' where there is a number that is not
    shown, '' for a register; ``about`` says of whom it is counted:
    'person', 'group', 'school', '' for a register.
    """

    link: Link
    label: str
    done: int
    due: int
    of: int
    unit: str
    share: int
    state: str
    owing: int
    text: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: ``heading`` is the title of the section that it is in, ``unmeasured`` the school's reason why nothing
    measures it, ``carried`` what the term before left undone of it."""

    id: int
    number: str
    heading: str
    body: str
    links: tuple[Link, ...]
    figures: tuple[Figure, ...]
    unmeasured: str
    carried: str

    @property
    def is_heading(self) -> bool:
        """A section's or part's, and no item's."""
        return is_heading(self.number)

    @property
    def is_measured(self) -> bool:
        """Whether any number says how it stands."""
        return any(one.state != "unmeasured" for one in self.figures)

    @property
    def needs_measure(self) -> bool:
        """An item that nothing measures."""
        return not self.is_heading and not self.is_measured


class Behind(NamedTuple):
    """Rows of one register by their ids; None for all of them."""

    register: str
    rows: frozenset[int] | None


def clauses(
    desk: Desk, progress: Progress | None = None, plan: KeptPlan | None = None, counts: bool = True
) -> list[Clause]:
    """Every clause in the plan's order, with the figures that whoever is at the desk may see; without ``counts`` what
    is owed is not counted, which takes seconds for thousands of people.

    Raises NotAllowed for who may not see the plan.
    """
    desk.sight.ensure("plan")
    plan = plan or kept_plan(desk)
    counting = Counting(desk, progress, counts)
    headings = {one.number: one.body.partition("\n")[0] for one in plan.clauses}
    return [_clause(counting, one, headings.get(section_of(one.number), "")) for one in plan.clauses]


def unplaced(book: Sequence[Clause]) -> list[Obligation]:
    """The obligations in force that no clause rests on: promised, and nowhere in the plan."""
    placed = {link.target for one in book for link in one.links if link.kind != "register"}
    return [one for one in obligations() if one.code not in placed]


def counted_of(desk: Desk) -> str:
    """Of whom the numbers are where they are not the whole school's, in words; ''."""
    match may_see(desk.store.actor.role, "progress"):
        case Scope.ALL:
            return ""
        case Scope.GROUP:
            return t("plan_book.of_group")
        case Scope.OWN:
            return t("plan_book.of_own")
    return t("plan_book.of_nobody")


def rows_behind(desk: Desk, link: Link, progress: Progress | None = None) -> tuple[Behind, ...]:
    """The registers that a link's number is counted from, and which of their rows count. Raises NotAllowed."""
    if link.kind == "register":
        return (Behind(link.target, None),)
    progress = progress or Progress(desk)
    found: dict[str, set[int]] = {}
    for one in progress.standings:
        if one.obligation.code == link.target:
            for event in one.events:
                if register := _REGISTER_OF.get(event.table):
                    found.setdefault(register, set()).add(event.row)
    return tuple(Behind(register, None if rows == {0} else frozenset(rows)) for register, rows in found.items())


def link_title(kind: str, target: str, kept: dict[str, Obligation]) -> str:
    """What a person calls a link's end; the bare name of one that is gone."""
    if kind == "register":
        return t(f"register.{target}") if target in REGISTERS else target  # family register.*
    title = kept[target].title if target in kept else target
    return t("plan_book.target", what=title) if kind == "target" else title


class Counting:
    """What is counted once for all clauses; without ``counts`` only what they rest on is known."""

    def __init__(self, desk: Desk, progress: Progress | None = None, counts: bool = True) -> None:
        self._desk = desk
        self._hidden = "hidden" if desk.why_not_see("progress") else "uncounted"
        if counts and progress is None and not desk.why_not_see("progress") and desk.term is not None:
            progress = Progress(desk)
        self.summaries: dict[str, Summary] = (
            {one.obligation.code: one for one in summaries(progress)} if progress else {}
        )
        self.obligations = {one.code: one for one in obligations()}
        self._rows: dict[str, int | None] = {}

    def links_of(self, clause: KeptClause) -> list[Link]:
        """Those kept, and the obligations that name the clause; one that is gone is left out."""
        named = [one.code for one in self.obligations.values() if clause.number and one.clause == clause.number]
        kept = {(kind, target): row for row, kind, target in clause.links}
        wanted = {("obligation", code): kept.get(("obligation", code), 0) for code in named} | kept
        return [
            Link(row, kind, target, link_title(kind, target, self.obligations))
            for (kind, target), row in wanted.items()
            if target in (REGISTERS if kind == "register" else self.obligations)
        ]

    def figure(self, link: Link) -> Figure | None:
        """None where the person may not see it."""
        if link.kind == "register":
            return self._of_register(link)
        one = self.summaries.get(link.target)
        if one is None:
            words = t(f"plan_book.{self._hidden}")  # family plan_book.*
            return Figure(link, link.title, 0, 0, 0, "count", -1, self._hidden, 0, words)
        if link.kind == "target" and one.about == PERSON:
            return _figure(link, one, one.complete, one.bound, "people")
        unit = "people" if one.obligation.unit == "percent" else "count"
        return _figure(link, one, one.done, one.number, unit)

    def _of_register(self, link: Link) -> Figure | None:
        if link.target not in self._rows:
            seen = not self._desk.why_not_see(link.target)
            self._rows[link.target] = rows_of(self._desk, link.target) if seen else None
        rows = self._rows[link.target]
        if rows is None:
            return None
        return Figure(link, link.title, rows, 0, 0, "rows", -1, "", 0, t("roster.rows", count=rows))


def _clause(counting: Counting, one: KeptClause, heading: str) -> Clause:
    links = counting.links_of(one)
    figures = [found for link in links if (found := counting.figure(link))]
    return Clause(one.id, one.number, heading, one.body, tuple(links), tuple(figures), one.unmeasured, one.carried)


def _figure(link: Link, one: Summary, done: int, of: int, unit: str) -> Figure:
    share = done * 100 // of if of else -1
    # How much is due by now is known of what is counted one by one, and of no share of people.
    due = one.due if unit == "count" else 0
    text = t("plan_book.unmeasured") if one.state == "unmeasured" else _words(done, of, unit)
    return Figure(link, link.title, done, due, of, unit, share, one.state, len(one.owing), text, one.about)


def _words(done: int, of: int, unit: str) -> str:
    return t("home.of_people", done=done, of=of) if unit == "people" else f"{done}/{of}"


_REGISTER_OF = {
    "group_member": "groups",
    **{table: register for register, table in RECORDS.items() if register in REGISTERS and register != "forms"},
}
"""The register in which each table's rows are shown."""
