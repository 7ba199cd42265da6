"""The history in a person's words: whose row it was and what became of each field, with no code and no row's number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import peewee as pw

from data.words import t
from models.actions.lists import SchoolLists
from models.actions.plan_links import link_words
from models.actions.registers.credits import credit_tables
from models.actions.registers.owed import owed_tables
from models.actions.registers.records import records_tables
from models.actions.registers.simple import simple_tables
from models.actions.registers.teaching import day_code, teaching_tables
from models.actions.row_names import RowNames
from models.actions.telling_settings import setting_lines
from models.actions.wording import action_title
from models.journal.finding import references
from models.journal.history import Entry, FieldChange, RowChange, local_time
from models.journal.inverse import Obstacle
from models.journal.logged import field_title, journaled_models, table_title
from models.journal.undo import is_undone, last_of
from models.registers.choosing import label_of
from models.registers.column import Column, Kind
from models.registers.kinds import show
from models.registers.roster import ROSTER
from models.rules.scores import show_tenths
from models.store import Store
from models.tables.log import ChangeSet

_LISTS = {
    ("teacher_subject", "subject"): "subject",
    ("staff_group", "kind"): "group_kind",
    ("activity", "kind"): "activity_kind",
    ("attendance", "status"): "attendance",
    ("open_lesson", "kind"): "open_lesson_kind",
    ("open_lesson", "status"): "lesson_status",
    ("open_lesson", "subject"): "subject",
    ("observation", "status"): "observation_status",
    ("nomination", "stage"): "lesson_stage",
    ("nomination", "outcome"): "nomination_outcome",
    ("nomination", "award"): "honour_title",
    ("teaching_slot", "subject"): "subject",
    ("teaching_slot", "weeks"): "weeks",
    ("calendar_day", "kind"): "calendar_kind",
    ("lesson_moment", "work"): "lesson_work",
    ("evaluation_form", "status"): "form_status",
    ("obligation", "measure"): "measure",
    ("reflection", "state"): "reflection_state",
    ("reflection", "consent"): "reflection_consent",
    ("reflection", "came_by"): "reflection_way",
    ("reflection_step", "state"): "reflection_state",
}
"""The code lists of fields that no register has as a column."""

_TITLES = {
    ("open_lesson", "status"): "lesson_status",
    ("observation", "status"): "observation_status",
    ("evaluation_form", "status"): "form_status",
    ("plan", "title"): "plan_title",
    ("plan_clause", "number"): "clause",
    ("clause_link", "kind"): "link_kind",
    ("clause_link", "target"): "link_target",
}
"""Columns whose titles fields have that other tables' columns are called like."""

_ORDER = ("sort_no", "seq")
"""Where a row stands among others: told only where nothing else changed."""

_DERIVED = ("name_initials", "digest", "public_key", "noted_at")
"""Fields that the program fills in from others, or keeps, for its own use."""

_INSTANTS = ("received_at", "handed_in_at", "at")
"""Fields of reflections that hold an instant in UTC."""

_BESIDE_A_CELL = ("pending_cell", "cell_note")
_TENTHS = "_x10"
"""How the names of fields end that are kept in tenths."""


@dataclass(frozen=True, slots=True)
class Line:
    """One field that changed: whose, in which table, which field, from what to what ('' for nothing)."""

    whose: str
    table: str
    field: str
    old: str
    new: str


class Teller:
    """Tells entries of one store's history. Make a new one after others have written: it remembers names."""

    def __init__(self, store: Store, lists: SchoolLists) -> None:
        self._store = store
        self._lists = lists
        self._names = RowNames(store, lists, self.value)

    def title(self, entry: Entry) -> str:
        """What was done; of an undo also what it took back or brought back."""
        if entry.undo_of is None:
            return action_title(entry.action)
        steps, origin = 1, ChangeSet.get_by_id(entry.undo_of)
        while origin.undo_of is not None:
            steps, origin = steps + 1, ChangeSet.get_by_id(origin.undo_of)
        words = action_title(origin.action)
        return t("history.undo_of", action=words) if steps % 2 else t("history.redo_of", action=words)

    def undone(self, entry: Entry) -> bool:
        """Whether the action has been taken back and not brought back again."""
        return entry.undone_by is not None and is_undone(entry.id)

    def undone_by(self, entry: Entry) -> str:
        """Who took the action back, and when; '' for one in effect."""
        latest = last_of(entry.id) if self.undone(entry) else None
        if latest is None:
            return ""
        return t("history.undone_by", who=latest.actor, at=f"{local_time(latest.at):%Y-%m-%d %H:%M}")

    def whose(self, entry: Entry) -> str:
        """The person or thing that it was about; of several the first, with how many there are."""
        if not entry.rows:
            return ""
        names = list(dict.fromkeys(self._whose(change) for change in entry.rows))
        if entry.row_count > len(entry.rows):
            return t("history.and_places", first=names[0], count=entry.row_count)
        return names[0] if len(names) == 1 else t("history.and_others", first=names[0], count=len(names))

    def lines(self, entry: Entry) -> list[Line]:
        """Every field that changed, of the rows that the entry holds, in the order of writing."""
        return [line for change in entry.rows for line in self.row_lines(change)]

    def row_lines(self, change: RowChange) -> list[Line]:
        """The fields of one changed row, those left out that say nothing to a person."""
        whose, table = self._whose(change), table_title(change.tbl)
        if change.tbl in _BESIDE_A_CELL:
            return self._beside_a_cell(change, whose, table)
        if change.tbl == "setting":
            key = str(self._names.row(change.tbl, change.row_id).get("key", ""))
            return [
                Line(whose, table, *told)
                for cell in _named(change, "value")
                for told in setting_lines(key, whose, cell.old, cell.new)
            ]
        told, order = [], []
        for cell in change.fields:
            old, new = (self.value(change.tbl, cell.field, side) for side in (cell.old, cell.new))
            if old == new or cell.field in _DERIVED or self._goes_without_saying(change, cell):
                continue
            if change.op != "U" and whose in (old, new) and cell.field in references(journaled_models()[change.tbl]):
                continue
            if change.tbl == "form_score" and cell.field == "item_id":
                continue  # the line with the points has its words
            kept = order if cell.field in _ORDER else told
            kept.append(Line(whose, table, self._title_in(change, cell.field), old, new))
        return told or order

    def obstacle(self, found: Obstacle) -> str:
        """What stands in the way of an undo: whose row, which field, what it should hold and who changed it to what."""
        facts = {
            "whose": self._names.label(found.tbl, found.row_id),
            "table": table_title(found.tbl),
            "who": found.actor or t("store.outside"),
            "at": f"{local_time(found.at):%Y-%m-%d %H:%M}" if found.at else t("store.unknown_time"),
        }
        if not found.field:
            return t("history.row_in_way", **facts)
        left, now = (self.value(found.tbl, found.field, side) or t("store.empty") for side in (found.left, found.found))
        return t("history.field_in_way", field=self.field_title(found.tbl, found.field), left=left, found=now, **facts)

    def value(self, tbl: str, field: str, stored: object) -> str:
        """A stored value as its register shows it."""
        if stored is None or stored == "":
            return ""
        model = journaled_models().get(tbl)
        if model is None:
            return str(stored)
        if target := references(model).get(field):
            return self._names.label(target, stored) if isinstance(stored, int) else str(stored)
        kind = model._meta.columns.get(field)  # type: ignore[attr-defined]  # peewee's documented model metadata
        if isinstance(kind, pw.BooleanField):
            return t("history.yes") if stored else t("history.no")
        if tbl == "clause_link":
            return link_words(field, str(stored))
        if list_id := _LISTS.get((tbl, field)):
            return label_of(self._lists.choices(list_id), str(stored))
        if field.endswith(_TENTHS) and isinstance(stored, int):
            return show_tenths(stored) if stored >= 0 else ""
        if tbl.startswith("reflection") and field in _INSTANTS:
            return f"{local_time(str(stored)):%Y-%m-%d %H:%M}"
        column = self._columns.get(tbl, {}).get(field)
        if column is None:
            return str(stored)
        if column.kind is Kind.INTEGER and not stored:
            return ""
        if column.choices in ("weekday", "any_weekday"):
            stored = day_code(column, stored)
        return show(column, stored, self._lists)

    def _whose(self, change: RowChange) -> str:
        if change.op != "U":
            side = {cell.field: cell.new if change.op == "I" else cell.old for cell in change.fields}
            self._names.remember(change.tbl, change.row_id, side)
        return self._names.label(change.tbl, change.row_id)

    # -- fields --------------------------------------------------------------------------------------------------------

    @cached_property
    def _columns(self) -> dict[str, dict[str, Column]]:
        """The registers' columns by table and the table's own name of the field."""
        # These use the history themselves.
        from models.actions.registers.accounts import AccountTable
        from models.actions.registers.attendance import ActivityTable, AttendanceTable
        from models.actions.registers.pairing import pairing_tables
        from models.actions.registers.reflections import ReflectionTable

        found = {"teacher": {column.field: column for column in ROSTER.columns}}
        lists = self._lists
        made = (
            simple_tables(lists)
            | teaching_tables(lists)
            | owed_tables(lists)
            | credit_tables(lists)
            | pairing_tables(lists)
            | records_tables(lists)
        )
        own = (ActivityTable, AttendanceTable, AccountTable, ReflectionTable)
        for table in (*(make() for make in made.values()), *(make(lists) for make in own)):
            names = {table.stored_name(column.field): column for column in table.register.columns}
            found[table.written_in(0)[0][0]] = names
        return found

    def _title_in(self, change: RowChange, field: str) -> str:
        """The field's title; of points the item that they were given for."""
        if change.tbl == "form_score" and field == "points_x10":
            return self._names.label("form_item", self._names.row(change.tbl, change.row_id).get("item_id", 0))
        return self.field_title(change.tbl, field)

    def field_title(self, tbl: str, field: str) -> str:
        """What the table's register calls the field."""
        column = self._columns.get(tbl, {}).get(field)
        return column.title if column else field_title(_TITLES.get((tbl, field), field))

    def _goes_without_saying(self, change: RowChange, cell: FieldChange) -> bool:
        """A switch of a new or deleted row that stands as every row's does."""
        if change.op == "U":
            return False
        kind = journaled_models()[change.tbl]._meta.columns.get(cell.field)  # type: ignore[attr-defined]
        side = cell.new if change.op == "I" else cell.old
        return isinstance(kind, pw.BooleanField) and bool(side) == bool(kind.default)

    def _beside_a_cell(self, change: RowChange, whose: str, table: str) -> list[Line]:
        """A text that waits beside its cell, or a note on it: told as that cell's."""
        row = self._names.row(change.tbl, change.row_id)
        title = t(f"column.{row.get('field_name', '')}")  # family column.*
        title = table if title.startswith("<") else title
        if change.tbl == "pending_cell":
            title = t("history.waiting", title=title)
        return [
            Line(whose, table, title, *(self.value(change.tbl, cell.field, side) for side in (cell.old, cell.new)))
            for cell in _named(change, "typed", "words", "is_doubtful")
            if cell.old != cell.new and not self._goes_without_saying(change, cell)
        ]


def _named(change: RowChange, *names: str) -> Sequence[FieldChange]:
    return [cell for cell in change.fields if cell.field in names]
