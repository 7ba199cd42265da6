"""The records of the registers of the term: contests, projects, papers, homework, rules and the fund."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import peewee as pw

from models.actions.lists import SchoolLists
from models.actions.register_table import Stored
from models.actions.registers.cell_sql import CellSql, code_cell
from models.actions.registers.simple import SimpleTable
from models.journal.writing import delete_record
from models.registers import records as registers
from models.registers.column import Column, Kind
from models.registers.register import Register
from models.tables.people import Teacher
from models.tables.reading import tuples
from models.tables.records import (
    Contest,
    ContestEntry,
    FundEntry,
    HomeworkCheck,
    ImprovementPlan,
    Material,
    Project,
    ProjectMember,
    Publication,
    RuleReading,
    SchoolRule,
)

YES, NO = "yes", "no"
_NAMES = {
    "contest_title": "title",
    "contest_kind": "kind",
    "work_level": "level",
    "points": "score_x10",
    "contest_entry": "entry",
    "recommended": "is_recommended",
    "project_title": "title",
    "approval_no": "number",
    "project_stage": "stage",
    "paper_title": "title",
    "publication_kind": "kind",
    "layers": "levels",
    "rule_name": "name",
    "rule_body": "body",
    "school_rule": "rule",
    "fund_kind": "kind",
    "fund_state": "state",
    "plan_problem": "problem",
    "plan_goal": "goal",
    "plan_steps": "steps",
    "plan_outcome": "outcome",
    "plan_state": "state",
    "material_title": "title",
    "material_kind": "kind",
}
PARENTS: Mapping[str, Callable[[], dict[int, str]]] = {
    "contest": lambda: {row_id: name for row_id, name in tuples(Contest.select(Contest.id, Contest.title)) if name},
    "contest_entry": lambda: _entry_names(),
    "project": lambda: {row_id: name for row_id, name in tuples(Project.select(Project.id, Project.title)) if name},
    "school_rule": lambda: {
        row_id: f"{name} {edition}" if edition else name
        for row_id, name, edition in tuples(SchoolRule.select(SchoolRule.id, SchoolRule.name, SchoolRule.edition))
        if name
    },
}
"""The names by which rows of other registers point at theirs, by id: each is a list of choices."""


def _entry_names() -> dict[int, str]:
    """Each entry as '课件制作比赛 李芳《观潮》课件': alike ones are told apart by what they are."""
    query = (
        ContestEntry.select(ContestEntry.id, Contest.title, Teacher.name, ContestEntry.work)
        .join(Contest, on=(ContestEntry.contest == Contest.id))
        .left_outer_join(Teacher, on=(ContestEntry.teacher == Teacher.id))
        .order_by(ContestEntry.id)
    )
    return {row_id: " ".join(filter(None, (title, name, work))) for row_id, title, name, work in tuples(query)}


class RecordsTable(SimpleTable):
    """One of these registers. ``counted`` names a column that counts the rows of another table that point here;
    ``children`` are deleted with their row."""

    def __init__(
        self,
        register: Register,
        table: Any,
        lists: SchoolLists,
        order: Sequence[Any],
        counted: tuple[str, Any] | None = None,
    ) -> None:
        super().__init__(register, table, lists, order, _NAMES)
        self._counted = counted
        self._counts: dict[int, int] = {}
        self._parents: dict[str, dict[int, str]] = {}
        self._classes: Mapping[int, str] = {}

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        if self._counted:
            pointing = self._counted[1]
            query = pointing.model.select(pointing, pw.fn.COUNT(pointing.model.id)).group_by(pointing)
            self._counts = dict(tuples(query.where(pointing.is_null(False))))
        self._parents = {c.field: PARENTS[c.choices]() for c in self.register.columns if c.choices in PARENTS}
        self._classes = self._lists.class_codes()
        return super().read(ids, fields)

    def delete(self, row_id: int) -> None:
        """What was entered for it goes with it."""
        if self._counted:
            pointing = self._counted[1]
            for (child,) in tuples(pointing.model.select(pointing.model.id).where(pointing == row_id)):
                delete_record(pointing.model, child)
        super().delete(row_id)

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        told = dict(row)
        for column in self.register.columns:
            stored = self.stored_name(column.field)
            if self._counted and column.field == self._counted[0]:
                told[stored] = self._counts.get(row["id"])
            elif column.kind is Kind.COMPUTED:
                told.setdefault(stored, None)
            elif column.field in self._parents:
                told[stored] = self._parents[column.field].get(row[stored], "")
            elif column.choices == "yes_no":
                told[stored] = YES if row[stored] else NO
            elif column.choices == "class":
                told[stored] = self._classes.get(row[stored], "")
        return super()._values(told)

    def _value(self, kind: Kind, stored: Any) -> Any:
        if kind is Kind.SCORE:
            return None if stored is None or stored < 0 else stored
        return super()._value(kind, stored)

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = super()._facts(values)
        for column in self.register.columns:
            stored = self.stored_name(column.field)
            if stored not in facts:
                continue
            value = facts[stored]
            if column.choices in PARENTS:
                facts[stored] = next((i for i, name in PARENTS[column.choices]().items() if name == value), None)
            elif column.choices == "yes_no":
                facts[stored] = value == YES
            elif column.choices == "class":
                facts[stored] = self._lists.class_id(value) if value else None
            elif column.kind is Kind.SCORE:
                facts[stored] = -1 if value is None or value < 0 else value
        return facts

    def _cell(self, column: Column) -> CellSql:
        field: Any = getattr(self._table, self.stored_name(column.field), None)
        if column.choices in PARENTS:
            names = PARENTS[column.choices]()

            def holds(word: str) -> Any:
                return field.in_([row_id for row_id, name in names.items() if word in name.lower()])

            order = [*sorted(names, key=names.__getitem__)]
            return CellSql((pw.Case(field, [(i, n) for n, i in enumerate(order)], len(order)),), field.is_null(), holds)
        if column.choices == "yes_no":
            shown = pw.Case(None, ((field == True, YES),), NO)  # noqa: E712  # SQL, not Python
            return code_cell(shown, self._lists.choices("yes_no"))
        if column.choices == "class":
            codes = self._lists.class_codes()
            order = [choice.code for choice in self._lists.choices("class")]
            places = {i: order.index(code) for i, code in codes.items() if code in order}
            labels = {choice.code: choice.label.lower() for choice in self._lists.choices("class")}
            return CellSql(
                (pw.Case(field, list(places.items()) or [(0, 0)], len(order)),),
                field.is_null(),
                lambda word: field.in_([i for i, code in codes.items() if word in labels.get(code, "")]),
            )
        return super()._cell(column)


class HomeworkTable(RecordsTable):
    """Homework, with what all subjects of a class come to on its day; rows of one class and day share the sum."""

    def __init__(self, lists: SchoolLists) -> None:
        order = (HomeworkCheck.on_day, HomeworkCheck.class_group, HomeworkCheck.id)
        super().__init__(registers.HOMEWORK, HomeworkCheck, lists, order)
        self._sums: dict[tuple[str, int], int] = {}

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        query = HomeworkCheck.select(
            HomeworkCheck.on_day, HomeworkCheck.class_group, pw.fn.SUM(HomeworkCheck.minutes)
        ).where(HomeworkCheck.minutes >= 0)
        query = query.group_by(HomeworkCheck.on_day, HomeworkCheck.class_group)
        if ids is not None:
            days = HomeworkCheck.select(HomeworkCheck.on_day).where(HomeworkCheck.id.in_(list(ids)))
            query = query.where(HomeworkCheck.on_day.in_(days))
        self._sums = {(day, group): total for day, group, total in tuples(query) if day and group}
        return super().read(ids, fields)

    def rows_of(self, table: str, row_id: int) -> Sequence[int]:
        return (row_id, *self.sharing((row_id,))) if table == HomeworkCheck._meta.table_name else ()  # type: ignore[attr-defined]

    def sharing(self, ids: Collection[int]) -> Collection[int]:
        mine: Any = HomeworkCheck.alias()
        same = (mine.on_day == HomeworkCheck.on_day) & (mine.class_group == HomeworkCheck.class_group)
        query = HomeworkCheck.select(HomeworkCheck.id).join(mine, on=same).where(mine.id.in_(list(ids)))
        return {row_id for (row_id,) in tuples(query)} - set(ids)

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        values = super()._values({**row, "day_total": None})
        noted = None if row["minutes"] < 0 else row["minutes"]  # 0 is noted too: there was none
        return {**values, "minutes": noted, "day_total": self._sums.get((row["on_day"], row["class_group"]))}

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = super()._facts(values)
        if "minutes" in values:
            facts["minutes"] = -1 if values["minutes"] is None else values["minutes"]
        return facts


def records_tables(lists: SchoolLists) -> dict[str, Callable[[], SimpleTable]]:
    """How to make the table of each of these registers, by register id."""
    from models.actions.registers.contest_tables import ContestTable, EntryTable, ScoreTable  # built over this

    def make(register: Register, table: Any, *order: Any, counted: tuple[str, Any] | None = None) -> Any:
        return lambda: RecordsTable(register, table, lists, (*order, table.id), counted)

    return {
        "contests": lambda: ContestTable(lists),
        "contest_entries": lambda: EntryTable(lists),
        "contest_scores": lambda: ScoreTable(lists),
        "projects": make(registers.PROJECTS, Project, counted=("members", ProjectMember.project)),
        "project_members": make(registers.PROJECT_MEMBERS, ProjectMember, ProjectMember.project),
        "publications": make(registers.PUBLICATIONS, Publication),
        "homework": lambda: HomeworkTable(lists),
        "school_rules": make(
            registers.SCHOOL_RULES,
            SchoolRule,
            SchoolRule.name,
            SchoolRule.edition,
            counted=("read_by", RuleReading.rule),
        ),
        "rule_readings": make(registers.RULE_READINGS, RuleReading, RuleReading.rule),
        "fund": make(registers.FUND, FundEntry, FundEntry.on_day),
        "improvement_plans": make(registers.IMPROVEMENT_PLANS, ImprovementPlan, ImprovementPlan.made_on),
        "materials": make(registers.MATERIALS, Material, Material.title),
    }
