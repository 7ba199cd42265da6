"""Where the evaluation forms and their items are kept: a change of an edition in use is written into the next one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from data.words import t
from models.actions.form_templates import in_use, next_edition
from models.actions.lists import SchoolLists
from models.actions.register_table import Stored
from models.actions.registers.simple import SimpleTable
from models.actions.source import RegisterSource
from models.journal.writing import delete_record, insert_record, update_record
from models.registers.form_templates import FORM_ITEMS, FORM_TEMPLATES
from models.registers.source import CellEdit, Outcome
from models.tables.lessons import FormItem, FormTemplate
from models.tables.reading import dicts, tuples

_TEMPLATE_NAMES = {
    "form_title": "title_zh",
    "form_title_en": "title_en",
    "form_subject": "subject",
    "form_kind": "lesson_kind",
    "required_texts": "required",
    "bonus": "bonus_x10",
}
_ITEM_NAMES = {
    "form": "template",
    "item_number": "seq",
    "item_section": "section",
    "item_words": "item",
    "item_most": "max_x10",
    "timed_by": "timed",
}


class TemplateTable(SimpleTable):
    """The current edition of every form; those that are no longer current count as having left the list."""

    def __init__(self, lists: SchoolLists) -> None:
        super().__init__(FORM_TEMPLATES, FormTemplate, lists, (FormTemplate.id,), _TEMPLATE_NAMES)
        self._full: dict[int, int] = {}

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        self._full = {}
        for template, most in tuples(FormItem.select(FormItem.template, FormItem.max_x10)):
            self._full[template] = self._full.get(template, 0) + most
        return super().read(ids, fields)

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        known = {code for (code,) in tuples(FormTemplate.select(FormTemplate.code))}
        code = next(f"form{number}" for number in range(1, len(known) + 2) if f"form{number}" not in known)
        facts = {"bands": "90/75/60", "required": "strengths|problems|suggestions", **self._facts(values)}
        return insert_record(FormTemplate, {**facts, "code": code})

    def update(self, row_id: int, changes: Mapping[str, Any]) -> None:
        update_record(FormTemplate, writable(row_id), self._facts(changes))

    def delete(self, row_id: int) -> None:
        """A form that somebody has filled in is only taken off the list."""
        if in_use(row_id):
            update_record(FormTemplate, row_id, {"is_current": False})
            return
        for (item,) in tuples(FormItem.select(FormItem.id).where(FormItem.template == row_id)):
            delete_record(FormItem, item)
        super().delete(row_id)

    def _scope(self, everybody: bool) -> Any:
        return None if everybody else FormTemplate.is_current

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        whole = {**row, "full_score": self._full.get(row["id"], 0) // 10, "bonus_x10": row["bonus_x10"] // 10}
        return super()._values({**whole, "required": tuple(filter(None, row["required"].split("|")))})

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = super()._facts(values)
        if "required" in facts:
            facts["required"] = "|".join(facts["required"])
        if "bonus_x10" in facts:
            facts["bonus_x10"] *= 10
        return facts


class ItemTable(SimpleTable):
    """The items of the current editions, form by form; they are numbered by their order."""

    def __init__(self, lists: SchoolLists) -> None:
        order = (FormItem.template, FormItem.seq, FormItem.id)
        super().__init__(FORM_ITEMS, FormItem, lists, order, _ITEM_NAMES)
        self._codes: dict[int, str] = {}

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        self._codes = dict(tuples(FormTemplate.select(FormTemplate.id, FormTemplate.code)))
        return super().read(ids, fields)

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        facts = self._facts(values)
        above = FormItem.get_or_none(FormItem.id == before) if before else None
        wanted = facts.pop("template", None) or (above.template.id if above else _last_template())
        template = writable(wanted)
        own = _ids(template)
        row_id = insert_record(FormItem, {**facts, "template": template, "seq": _free(template)})
        at = own.index(current_item(before)) if before and above and above.template.id == wanted else len(own)
        _number([*own[:at], row_id, *own[at:]])
        return row_id

    def update(self, row_id: int, changes: Mapping[str, Any]) -> None:
        facts = self._facts(changes)
        facts.pop("template", None)
        update_record(FormItem, writable_item(row_id), facts)

    def delete(self, row_id: int) -> None:
        item = writable_item(row_id)
        template = FormItem.get_by_id(item).template.id
        delete_record(FormItem, item)
        _number(_ids(template))

    def move(self, row_ids: Sequence[int], before: int | None) -> None:
        """Put items above another of their form."""
        moved = [writable_item(row_id) for row_id in row_ids]
        target = current_item(before) if before else None
        template = FormItem.get_by_id(moved[0]).template.id
        own = [row_id for row_id in _ids(template) if row_id not in moved]
        at = own.index(target) if target in own else len(own)
        _number([*own[:at], *[row_id for row_id in moved if row_id in _ids(template)], *own[at:]])

    def taken(self, field: str, value: Any, row_id: int | None) -> str:
        if field != "form" or row_id is None or not value:
            return ""
        own = FormItem.get_by_id(row_id).template.code
        return "" if own == value else t("forms.item_stays")

    def _scope(self, everybody: bool) -> Any:
        return FormItem.template.in_(FormTemplate.select(FormTemplate.id).where(FormTemplate.is_current))

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        whole = {**row, "template": self._codes.get(row["template"], ""), "max_x10": row["max_x10"] // 10}
        return super()._values(whole)

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = super()._facts(values)
        if facts.get("template"):
            found = FormTemplate.get(FormTemplate.code == facts["template"], FormTemplate.is_current)
            facts["template"] = found.id
        if "max_x10" in facts:
            facts["max_x10"] = max(10, facts["max_x10"] * 10)
        return facts


class EditionSource(RegisterSource):
    """Rows that may have become others after a change: those of the next edition."""

    def edit(self, edits: Sequence[CellEdit], gesture: str) -> Outcome:
        return self._renewed(super().edit(edits, gesture), edits[0].field if edits else "")

    def insert(self, before: int | None) -> Outcome:
        return self._renewed(super().insert(before), "")

    def delete(self, row_ids: Sequence[int]) -> Outcome:
        return self._renewed(super().delete(row_ids), "")

    def _renewed(self, outcome: Outcome, field: str) -> Outcome:
        if outcome.change_id is None:
            return outcome
        shown = {self.row(index).id for index in range(len(self))}
        self.reload()
        now = {self.row(index).id for index in range(len(self))}
        if shown <= now:
            return outcome
        follow = current_item if self.register.id == FORM_ITEMS.id else current_template
        rows = [follow(row.id) for row in outcome.rows]
        focus = (rows[0], field) if rows and field and rows[0] in now else outcome.focus
        return replace(outcome, rows=self._rows_of(rows), focus=focus, message=t("forms.next_edition"))


def current_template(template_id: int) -> int:
    """The current edition of that form; itself where none is current."""
    row = FormTemplate.get_by_id(template_id)
    found = FormTemplate.get_or_none(FormTemplate.code == row.code, FormTemplate.is_current)
    return found.id if found else template_id


def current_item(item_id: int) -> int:
    """The item of that number in the current edition; itself where there is none."""
    row = dicts(FormItem.select(FormItem.template, FormItem.seq).where(FormItem.id == item_id))
    if not row:
        return item_id
    template = current_template(row[0]["template"])
    if template == row[0]["template"]:
        return item_id
    found = FormItem.get_or_none(FormItem.template == template, FormItem.seq == row[0]["seq"])
    return found.id if found else item_id


def writable(template_id: int) -> int:
    """The edition into which a change may be written: the current one, or the next one made now. Inside an action."""
    current = current_template(template_id)
    return next_edition(current)[0] if in_use(current) else current


def writable_item(item_id: int) -> int:
    """The same for an item."""
    current = current_item(item_id)
    template = FormItem.get_by_id(current).template.id
    return next_edition(template)[current] if in_use(template) else current


def _ids(template: int) -> list[int]:
    rows = FormItem.select(FormItem.id).where(FormItem.template == template).order_by(FormItem.seq, FormItem.id)
    return [row_id for (row_id,) in tuples(rows)]


def _free(template: int) -> int:
    return max([0, *(seq for (seq,) in tuples(FormItem.select(FormItem.seq).where(FormItem.template == template)))]) + 1


def _number(ids: Sequence[int]) -> None:
    """Number the items 1, 2, … in that order; by way of numbers that are free, since none may stand twice."""
    now = dict(tuples(FormItem.select(FormItem.id, FormItem.seq).where(FormItem.id.in_(list(ids)))))
    wrong = [(seq, row_id) for seq, row_id in enumerate(ids, 1) if now[row_id] != seq]
    for place, (_, row_id) in enumerate(wrong):
        update_record(FormItem, row_id, {"seq": 500 + place})
    for seq, row_id in wrong:
        update_record(FormItem, row_id, {"seq": seq})


def _last_template() -> int:
    rows = FormTemplate.select(FormTemplate.id).where(FormTemplate.is_current).order_by(FormTemplate.id.desc()).limit(1)
    return tuples(rows)[0][0]
