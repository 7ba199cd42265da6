"""The desk: an open store with the person at it, and everything a screen or a verb may ask of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from models.actions.lists import SchoolLists
from models.actions.register_table import LongTable, RegisterTable
from models.actions.sight import Sight
from models.actions.source import RegisterSource
from models.actions.store_source import StoreSource
from models.journal.writing import insert_record, update_record
from models.rules.terms import TermDates
from models.store import Store
from models.tables.people import School, Setting, Term

LONGEST_LIST = 5_000
"""Rows that are held in memory; beyond them opening a register would be felt."""


class Desk:
    """Screens and verbs hold one of these and nothing below it."""

    def __init__(self, store: Store, today: Callable[[], date] = date.today) -> None:
        self.store = store
        self.lists = SchoolLists(today)

    @property
    def school_name(self) -> str:
        school = School.select().order_by(School.id).first()
        return school.name if school else ""

    @property
    def who(self) -> str:
        return self.store.actor.name

    @property
    def today(self) -> date:
        return self.lists.today

    @property
    def term(self) -> TermDates | None:
        """The term that today lies in, else the last one begun, else the first."""
        terms = [
            TermDates(t.school_year, t.number, t.starts_on, t.ends_on) for t in Term.select().order_by(Term.starts_on)
        ]
        begun = [term for term in terms if term.starts_on <= self.today.isoformat()]
        return (begun or terms)[-1 if begun else 0] if terms else None

    @property
    def sight(self) -> Sight:
        """What whoever is at the desk may see."""
        return Sight(self.store)

    def why_not_see(self, area: str) -> str:
        """Why the person may see nothing of a register or screen, in a sentence; ''."""
        return self.sight.why_not(area)

    def source(self, register_id: str, everybody: bool = False) -> StoreSource:
        """The rows of a register, for a grid: all in memory, or through a window when they are many.

        Raises KeyError for a register that there is not, NotAllowed for one that the person may not see.
        """
        table = self.table(register_id)
        if isinstance(table, LongTable) and table.count(everybody) > LONGEST_LIST:
            from models.actions.window import WindowSource

            return WindowSource(self.store, table, self.lists, everybody)
        if register_id in ("form_templates", "form_items"):
            from models.actions.form_templates import ensure_templates
            from models.actions.registers.form_templates import EditionSource

            if not everybody:  # who looks through all that there ever was (the check) adds nothing
                ensure_templates(self.store)
            return EditionSource(self.store, table, self.lists, everybody)
        if register_id == "obligations" and not everybody:
            from models.actions.owed.obligations import ensure_obligations

            ensure_obligations(self.store)
        if register_id == "pairing_duties" and not everybody:
            from models.actions.pairing_duties import ensure_duties

            ensure_duties(self.store)
        if register_id == "timetable":
            from models.actions.timetable_source import TimetableSource

            return TimetableSource(self.store, table, self.lists, everybody)
        return RegisterSource(self.store, table, self.lists, everybody)

    def table(self, register_id: str) -> RegisterTable:
        """A register's records as the person may see them. Raises KeyError, NotAllowed."""
        return self.sight.over(self._whole_table(register_id))

    def _whole_table(self, register_id: str) -> RegisterTable:
        from models.actions.open_lessons import observing_rules
        from models.actions.registers.accounts import AccountTable
        from models.actions.registers.attendance import ActivityTable, AttendanceTable
        from models.actions.registers.credits import credit_tables
        from models.actions.registers.form_templates import ItemTable, TemplateTable
        from models.actions.registers.lessons import LessonTable
        from models.actions.registers.observations import ObservationTable
        from models.actions.registers.owed import owed_tables
        from models.actions.registers.pairing import pairing_tables
        from models.actions.registers.records import records_tables
        from models.actions.registers.roster import RosterTable
        from models.actions.registers.simple import simple_tables
        from models.actions.registers.teaching import teaching_tables

        own = {
            "roster": RosterTable,
            "activities": ActivityTable,
            "attendance": AttendanceTable,
            "lessons": LessonTable,
            "accounts": AccountTable,
            "form_templates": TemplateTable,
            "form_items": ItemTable,
        }
        if register_id == "reflections":
            from models.actions.registers.reflections import ReflectionTable

            return ReflectionTable(self.lists, self)
        if register_id == "observations":
            return ObservationTable(self.lists, observing_rules(self))
        if register_id in own:
            return own[register_id](self.lists)
        made = teaching_tables(self.lists) | owed_tables(self.lists) | records_tables(self.lists)
        if make := (made | credit_tables(self.lists)).get(register_id):
            return make()
        if make := pairing_tables(self.lists, self.store.actor, self).get(register_id):
            return make()
        return simple_tables(self.lists)[register_id]()

    def people(self, as_of: date, group: str | None = None) -> list[Mapping[str, Any]]:
        """The staff on that day by what the records say now, each as the roster's values; of one group if named.

        Who had left by then, or had not come yet, is left out; so is a row that has no name yet. Personal fields are
        masked for those who need not see them. Raises NotAllowed.
        """
        from models.actions.registers.roster import staff_on
        from models.registers.roster import ROSTER

        sight = self.sight
        sight.ensure(ROSTER.id)
        wanted = (one for one in staff_on(self.lists, as_of) if group is None or group in one["group_roles"])
        return [sight.masked(ROSTER, values) for values in wanted]

    def list_sizes(self) -> tuple[int, Mapping[str, int]]:
        """How many people are on the lists now, and how many of them in each group, counted by the store."""
        from models.actions.registers.roster import RosterTable, group_sizes

        return RosterTable(self.lists).count(), group_sizes()

    def groups(self) -> list[str]:
        """The names of the groups in use, research groups first."""
        return [choice.code for choice in self.lists.choices("any_group")]

    def setting(self, key: str, default: Any) -> Any:
        found = Setting.get_or_none(Setting.key == key)
        return json.loads(found.value) if found else default

    def set_setting(self, key: str, value: Any) -> None:
        """Keep a preference of the school, as one action."""
        text = json.dumps(value, ensure_ascii=False)
        with self.store.change("settings.set", key):
            found = Setting.get_or_none(Setting.key == key)
            if found is None:
                insert_record(Setting, {"key": key, "value": text})
            else:
                update_record(Setting, found.id, {"value": text})
