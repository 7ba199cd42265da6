"""What of somebody's is emptied in each change of the history, told in the order in which the history was written."""

from __future__ import annotations

from dataclasses import dataclass, field

from models.journal.logged import Values
from models.rules.anonymous import ACCOUNT, EMPTIED, TEACHER, TEACHER_FIELDS
from models.rules.rights import RECORDS

_BESIDE = {"pending_cell": ("typed", "reason"), "cell_note": ("words",)}
_KEY_FIELDS = ("name", "public_key", "fingerprint")


@dataclass
class Remembered:
    """Goes through the changes and knows by then which rows were the person's. ``name`` is '' where it may be somebody
    else's too: then no words are touched."""

    teacher_id: int
    account_id: int | None
    account_name: str
    keep_texts: bool
    alias: str
    number: str
    name: str
    staff_no: str
    _rows: dict[str, set[int]] = field(default_factory=dict)
    _beside_rows: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._rows = {TEACHER: {self.teacher_id}, ACCOUNT: {self.account_id} if self.account_id else set()}

    def words(self, text: str) -> str:
        """Words in which the new name stands for the old one."""
        if self.account_name and text == self.account_name:
            return self.alias
        if not self.name or self.name not in text:
            return text
        for numbered in (f"{self.name}({self.staff_no})", f"{self.name}（{self.staff_no}）"):
            text = text.replace(numbered, self.alias)
        return text.replace(self.name, self.alias)

    def redacted(self, tbl: str, row_id: int, _side: str, values: Values) -> Values:
        """One side of a change as it may stand from now on."""
        emptied = self._emptied(tbl, row_id, values)
        made: Values = {}
        for name, value in values.items():
            if name in emptied:
                value = emptied[name] if value else value
            elif isinstance(value, str):
                value = self.words(value)
            made[name] = value
        return made

    def _emptied(self, tbl: str, row_id: int, values: Values) -> dict[str, str]:
        """The fields of that row that get another value."""
        if tbl == "teacher" and row_id == self.teacher_id:
            return {**dict.fromkeys(TEACHER_FIELDS, ""), "name": self.alias, "staff_no": self.number}
        if tbl == "account" and row_id == self.account_id:
            return {"name": self.alias, "login": self.number}
        if tbl == "account_key":
            return dict.fromkeys(_KEY_FIELDS, "") if self._owns(tbl, row_id, "account_id", ACCOUNT, values) else {}
        if tbl in _BESIDE:
            return dict.fromkeys(_BESIDE[tbl], "") if self._is_beside(tbl, row_id, values) else {}
        found: dict[str, str] = {}
        for one in EMPTIED:
            if one.table == tbl and self._owns(one.own, row_id, one.column, one.owner, values):
                found |= dict.fromkeys(one.fields if self.keep_texts else (*one.fields, *one.texts), "")
        return found

    def _owns(self, own: str, row_id: int, column: str, owner: str, values: Values) -> bool:
        rows = self._rows.setdefault(own, set())
        if column in values:
            (rows.add if values[column] in self._rows.get(owner, ()) else rows.discard)(row_id)
        return row_id in rows

    def _is_beside(self, tbl: str, row_id: int, values: Values) -> bool:
        if "register" in values and values.get("row_id") in self._rows.get(RECORDS.get(values["register"], ""), ()):
            self._beside_rows.add((tbl, row_id))
        return (tbl, row_id) in self._beside_rows
