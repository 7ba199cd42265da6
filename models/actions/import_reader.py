"""An imported sheet against the records as they are: which person each row is about, and what it would change."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from data.formats.tabular import ColumnMatch, Table
from data.words import t
from models.actions.cells import read_value
from models.actions.register_table import RegisterTable, Stored
from models.registers.column import Column, Context, Kind
from models.registers.honour_text import filled_in
from models.registers.kinds import empty_value, show
from models.registers.problem import Unreadable

Action = Literal["new", "change", "same", "problem"]
_NUMBERED_NAME = re.compile(r"(.*\D)\d{1,2}")
_LOST_ZERO = re.compile(r"(?:19|20)\d\d\.1")
_SEVERAL = (Kind.CODES, Kind.HONOURS)


@dataclass(frozen=True)
class RowPlan:
    """What one person's line in the file would do. ``numbers`` are the sheet's rows it was read from, counted from 1.

    ``changes`` is {field: (value now, value after)}, ``problems`` lists (cell address, reason), ``notes`` what is only
    worth knowing, in the same form. ``row_id`` is the record it belongs to, None for a new one; ``unsure`` when it may
    belong to several.
    """

    numbers: tuple[int, ...]
    action: Action
    key: str
    row_id: int | None = None
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    problems: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    version: int = 0
    unsure: bool = False


class SheetReader:
    """Turns the sheet's rows into plans against the records as they are now."""

    def __init__(
        self, table: RegisterTable, context: Context, matches: Sequence[ColumnMatch], empty_clears: bool
    ) -> None:
        self._register = table.register
        self._context = context
        self._matches = [match for match in matches if match.field and self._register.column(match.field).editable]
        self._empty_clears = empty_clears
        self._stored = {row.id: row for row in table.read()}
        self._by_key = [self._index(names) for names in self._register.keys]
        self._number = next((n for n in self._register.keys[0] if self._register.column(n).kind is Kind.DIGITS), "")
        self._by_bare_number: dict[str, list[Stored]] = {}
        for row in self._stored.values():
            self._by_bare_number.setdefault(_bare(row.values.get(self._number)), []).append(row)

        # What only some tables have to say: which of several records a row means, and what a row is called.
        self._fitting = getattr(table, "fitting", None)
        self._called = getattr(table, "called", None)
        self._completed = getattr(table, "completed", None)

    def plan(self, sheet: Table) -> list[RowPlan]:
        drafts = self._join([self._with_noughts(self._read(row.number, row.cells)) for row in sheet.rows])
        return [self._compare(draft) for draft in drafts]

    def _index(self, names: Sequence[str]) -> dict[tuple[Any, ...], list[Stored]]:
        found: dict[tuple[Any, ...], list[Stored]] = {}
        for row in self._stored.values():
            key = tuple(row.values.get(name) for name in names)
            if all(part not in ("", None, ()) for part in key):
                found.setdefault(key, []).append(row)
        return found

    def _read(self, number: int, cells: Sequence[Any]) -> RowPlan:
        values: dict[str, Any] = {}
        problems: list[tuple[str, str]] = []
        notes: list[tuple[str, str]] = []
        for match in self._matches:
            column = self._register.column(match.field or "")
            cell = cells[match.index] if match.index < len(cells) else None
            text = cell.text.strip() if cell else ""
            if cell is None or not text:
                if self._empty_clears and column.field not in values:
                    values[column.field] = empty_value(column)
                continue
            if column.kind is Kind.NAME and (numbered := _NUMBERED_NAME.fullmatch(text)):
                notes.append((cell.address, t("import.numbered_name", text=text, name=numbered.group(1))))
                text = numbered.group(1)
            if column.kind is Kind.PARTIAL_DATE and cell.kind == "number" and _LOST_ZERO.fullmatch(text):
                # As a number 1985.10 is 1985.1: the file no longer says which month was meant.
                problems.append((cell.address, t("import.lost_zero", text=text, year=text[:4])))
                continue
            try:
                values[column.field] = read_value(self._register, column, text, values, self._context)
            except Unreadable as problem:
                problems.append((cell.address, str(problem)))
        self._assume(values, problems)
        return RowPlan((number,), "problem" if problems else "new", "", None, {}, tuple(problems), tuple(notes), values)

    def _assume(self, values: dict[str, Any], problems: Sequence[tuple[str, str]]) -> None:
        """A record cannot be found without its key: what the file leaves out of it is what the column says."""
        if problems:
            return
        for column in map(self._register.column, self._register.keys[0]):
            if column.default and not values.get(column.field):
                values[column.field] = read_value(self._register, column, column.default, values, self._context)

    def _with_noughts(self, draft: RowPlan) -> RowPlan:
        """The person of number 001, where a program that opened a text file made a 1 of it, if the name agrees."""
        number = draft.values.get(self._number)
        found = self._by_bare_number.get(_bare(number), []) if number else []
        if len(found) != 1 or found[0].values[self._number] == number:
            return draft
        known, name = found[0].values, draft.values.get("name")
        if name and known.get("name") != name:
            return draft
        return replace(draft, values={**draft.values, self._number: known[self._number]})

    def _join(self, drafts: Sequence[RowPlan]) -> list[RowPlan]:
        """One plan per person: a second line about the same person (two posts) adds to the first."""
        joined: list[RowPlan] = []
        places: dict[tuple[Any, ...], int] = {}
        for draft in drafts:
            keys = [
                (names, *(draft.values.get(name) for name in names))
                for names in self._register.keys
                if len(names) > 1 or names == self._register.keys[0]
            ]
            keys = [key for key in keys if all(part not in ("", None, ()) for part in key[1:])]
            fitting = (places[key] for key in keys if key in places)
            place = next((p for p in fitting if self._may_be_one(joined[p], draft)), None)
            if place is None:
                places.update(dict.fromkeys(keys, len(joined)))
                joined.append(draft)
            else:
                joined[place] = self._merge(joined[place], draft)
        return joined

    def _may_be_one(self, first: RowPlan, second: RowPlan) -> bool:
        """Whether two lines can be about one person: not when each has a number of its own."""
        numbers = [[plan.values.get(name) for name in self._register.keys[0]] for plan in (first, second)]
        if self._fitting:
            return numbers[0] == numbers[1]
        return numbers[0] == numbers[1] or not (all(numbers[0]) and all(numbers[1]))

    def _merge(self, first: RowPlan, second: RowPlan) -> RowPlan:
        values = dict(first.values)
        problems = [*first.problems, *second.problems]
        for name, value in second.values.items():
            column = self._register.column(name)
            if column.kind in _SEVERAL:
                values[name] = tuple(dict.fromkeys((*values.get(name, ()), *value)))
            elif values.get(name, empty_value(column)) in ("", None):
                values[name] = value
            elif values[name] != value and column.kind is Kind.TEXT:
                values[name] = f"{values[name]}；{value}"
            elif values[name] != value and column.spills_into:
                more = t("import.spilled", title=column.title, text=show(column, value, self._context))
                values[column.spills_into] = "；".join(filter(None, (values.get(column.spills_into), more)))
            elif values[name] != value:
                problems.append((str(second.numbers[0]), self._differs(column, values[name], value, first)))
        numbers = (*first.numbers, *second.numbers)
        note = (str(second.numbers[0]), t("import.joined", first=first.numbers[0], second=second.numbers[0]))
        action: Action = "problem" if problems else "new"
        return replace(
            first,
            numbers=numbers,
            action=action,
            values=values,
            problems=tuple(problems),
            notes=(*first.notes, *second.notes, note),
        )

    def _differs(self, column: Column, one: Any, other: Any, first: RowPlan) -> str:
        texts = (show(column, one, self._context), show(column, other, self._context))
        return t("import.rows_differ", title=column.title, first=first.numbers[0], one=texts[0], other=texts[1])

    def _compare(self, draft: RowPlan) -> RowPlan:
        key = str(
            next((draft.values[n] for names in self._register.keys for n in reversed(names) if draft.values.get(n)), "")
        )
        if self._called:
            key = self._called(draft.values)
        elif "name" in draft.values:
            key = f"{draft.values['name']} {draft.values.get('staff_no', '')}".strip()
        matches = self._records(draft.values)
        name = self._name_field()
        nameless = not draft.values.get(name) and (name in draft.values or not matches)
        if nameless and not draft.problems:
            problem = (
                str(draft.numbers[0]),
                t("problem.needed", title=self._register.column(name).title),
            )
            return replace(draft, action="problem", key=key, problems=(problem,))
        if len(matches) > 1:
            reason = t("import.several_records", key=key, count=len(matches))
            problems = (*draft.problems, (str(draft.numbers[0]), reason))
            return replace(draft, action="problem", key=key, problems=problems, unsure=True)
        record = matches[0] if matches else None
        if record is None and self._completed:
            draft = replace(draft, values=self._completed(draft.values))
        changes = self._changes(record, draft.values)
        action: Action = "problem" if draft.problems else "new" if record is None else "change" if changes else "same"
        return replace(
            draft,
            action=action,
            key=key,
            row_id=record.id if record else None,
            version=record.version if record else 0,
            changes=changes,
        )

    def _name_field(self) -> str:
        return "name" if self._register.has("name") else self._register.columns[0].field

    def _records(self, values: Mapping[str, Any]) -> list[Stored]:
        """The record the row belongs to; several when the file does not say enough to tell."""
        for names, index in zip(self._register.keys, self._by_key, strict=True):
            key = tuple(values.get(name) for name in names)
            if all(part not in ("", None, ()) for part in key) and key in index:
                found = index[key]
                if self._fitting:
                    return self._fitting(found, values)
                # A number or a birth date that differs makes it somebody else of the same name.
                return [row for row in found if not self._contradicts(row, values, names)]
        return []

    def _contradicts(self, row: Stored, values: Mapping[str, Any], used: Sequence[str]) -> bool:
        telling = [name for name in ("staff_no", "born_on") if name not in used and self._register.has(name)]
        if "staff_no" in used:
            return False
        return any(
            values.get(name)
            and row.values.get(name)
            and values[name] != row.values[name]
            and not _same_date(values[name], row.values[name])
            for name in telling
        )

    def _changes(self, record: Stored | None, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
        changes = {}
        for name, value in values.items():
            column = self._register.column(name)
            old = record.values.get(name, empty_value(column)) if record else empty_value(column)
            if column.kind is Kind.HONOURS:
                value = filled_in(value, old)
            # The file's month says nothing against a known day of that month.
            month_of_day = column.kind is Kind.PARTIAL_DATE and value and str(old).startswith(str(value))
            if value != old and not month_of_day:
                changes[name] = (old, value)
        return changes


def _bare(number: Any) -> str:
    """The number without the noughts in front of it."""
    return str(number or "").lstrip("0")


def _same_date(one: str, other: str) -> bool:
    """Whether two dates, of which one may only be a month, can be the same."""
    length = min(len(one), len(other))
    return one[:length] == other[:length]
