"""What a person calls a row of any table, whatever has become of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from data.words import t
from models.actions.lists import SchoolLists
from models.journal.logged import changes_of_row, journaled_models, table_title, values_in
from models.journal.triggers import column_names
from models.rules.classes import GRADES, class_label, grade_of
from models.rules.rights import OWNERS, RECORDS
from models.rules.terms import TermDates
from models.store import Store

_SHORT = 12
"""Characters of a text that stand for a row without a name."""


class RowNames:
    """The names of one store's rows; it remembers them. ``value`` shows a field: ``(table, field, stored)`` to text."""

    def __init__(self, store: Store, lists: SchoolLists, value: Callable[[str, str, object], str]) -> None:
        self._store = store
        self._lists = lists
        self._value = value
        self._rows: dict[tuple[str, int], Mapping[str, Any]] = {}

    def remember(self, tbl: str, row_id: int, values: Mapping[str, Any]) -> None:
        """Take the values of a row from a change, unless they are known."""
        self._rows.setdefault((tbl, row_id), values)

    def label(self, tbl: str, row_id: int) -> str:
        """What a person calls the row."""
        if tbl == "stored_file":  # written once and never changed, so the history knows nothing of it
            query = f"SELECT sha256 FROM stored_file WHERE id = {self._store.db.param}"
            found = self._store.db.execute_sql(query, (row_id,)).fetchone()
            return f"SHA-256 {found[0][:8]}" if found else ""
        row = self.row(tbl, row_id)
        match tbl:
            case "teacher" | "expert":
                number = row.get("staff_no", "")
                return row.get("name") or (t("history.no_name", number=number) if number else t("history.nobody_yet"))
            case "class_group" if row:
                return self._class_label(row["entry_year"], row["class_no"])
            case "term" if row:
                return TermDates(row["school_year"], row["number"], "", "").label
            case "setting" if row:
                words = t(f"history.setting.{row['key']}")  # family history.setting.*
                return str(row["key"]) if words.startswith("<") else words
            case "code_item":
                return str(row.get("label_zh") or row.get("code") or "")
            case "plan_clause" if row:
                return str(row["number"] or row["body"][:_SHORT] or t("history.nobody_yet"))
            case "clause_link" if row and row["clause_id"]:
                return self.label("plan_clause", row["clause_id"])
            case "calendar_day" if row:
                return str(row["on_day"] or t("history.nobody_yet"))
            case "pairing" | "pairing_wish" if row:
                ids = (row["mentor_id"], row["mentee_id"])
                names = [self.label("teacher", i) if i else t("history.nobody_yet") for i in ids]
                return t("pairing.pair", mentor=names[0], mentee=names[1])
            case "teaching_slot" | "bell_time" if row:
                return self._time_label(row)
            case "pending_cell" | "cell_note" if row:
                place = RECORDS.get(row["register"])
                return self.label(place, row["row_id"]) if place else table_title(tbl)
        if row.get("account_id"):
            return self.label("account", row["account_id"])
        if row.get("teacher_id") and tbl != "account":
            return self.label("teacher", row["teacher_id"])
        if tbl in OWNERS and (owner := row.get(OWNERS[tbl][1])):
            return self.label(OWNERS[tbl][0], owner)
        if row.get("expert_id"):
            return self.label("expert", row["expert_id"])
        named = (row.get(name) for name in ("name", "title", "title_zh", "item"))
        return str(next(filter(None, named), t("history.nobody_yet")))

    def _time_label(self, row: Mapping[str, Any]) -> str:
        """'三(2)班 星期三 第2节': the class, the weekday and the period, as far as they are known."""
        whose = self.label("class_group", row["class_group_id"]) if row.get("class_group_id") else ""
        day = self._value("teaching_slot", "weekday", row["weekday"]) if row["weekday"] else ""
        period = t("teaching.period", number=row["period"]) if row["period"] else ""
        return " ".join(filter(None, (whose, day, period))) or t("history.nobody_yet")

    def _class_label(self, entry_year: int, class_no: int) -> str:
        """As people say it now; a class that is not at the school by the year in which it came."""
        grade = grade_of(entry_year, self._lists.today)
        if 1 <= grade <= len(GRADES):
            return class_label(f"{grade}-{class_no}")
        return t("history.class_of_year", year=entry_year, number=class_no)

    def row(self, tbl: str, row_id: int) -> Mapping[str, Any]:
        """The row as it is, or was when it was deleted; {} for one that the history does not know."""
        key = (tbl, row_id)
        if key not in self._rows:
            names = column_names(journaled_models()[tbl])
            columns = ", ".join(f'"{name}"' for name in names)
            query = f'SELECT {columns} FROM "{tbl}" WHERE id = {self._store.db.param}'
            found = self._store.db.execute_sql(query, (row_id,)).fetchone()
            if found:
                self._rows[key] = dict(zip(names, found, strict=True))
            else:
                last = changes_of_row(tbl, row_id).first()
                self._rows[key] = values_in(last.before) if last else {}
        return self._rows[key]
