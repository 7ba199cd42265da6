"""Where the sheet of one lesson's evaluation forms is kept: a row for each observer, form begun or not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from data.words import t
from models.actions.filled_forms import (
    NO_CONTROL,
    TEXTS,
    Filled,
    FormRefused,
    filled,
    may_fill_in,
    template_for,
)
from models.actions.form_templates import Template, ensure_templates
from models.actions.forms import form_for, write_form
from models.actions.lesson_facts import Observer, observers
from models.actions.lists import SchoolLists
from models.actions.register_table import Stored
from models.actions.source import RegisterSource
from models.registers.choosing import label_of
from models.registers.form_sheet import BAND, BONUS, CONTROL, TOTAL, item_field, sheet_register
from models.registers.source import CellEdit, Outcome
from models.rules.scores import band_of, show_tenths
from models.store import Store
from models.tables.lessons import EvaluationForm, FormScore
from models.tables.reading import tuples

if TYPE_CHECKING:
    from models.actions.desk import Desk

_ON_SHEET = ("planned", "came")


class FormSheetTable:
    """`RegisterTable` over the forms of one lesson that are of the same edition, or not begun yet."""

    def __init__(
        self, store: Store, lists: SchoolLists, lesson: int, template: Template, upright: bool, control: bool
    ) -> None:
        self._store = store
        self._lists = lists
        self._lesson = lesson
        self.template = template
        self.register = sheet_register(template.items, template.required, template.bonus_x10, upright, control)
        self._seqs = {item_field(item.seq): item.seq for item in template.items}

    def ids(self, everybody: bool = False) -> Sequence[int]:
        return [who.observation for who, _ in self._rows()]

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        wanted = None if ids is None else set(ids)
        return [
            Stored(who.observation, 1, self._values(who, form))
            for who, form in self._rows()
            if wanted is None or who.observation in wanted
        ]

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        raise FormRefused(t("forms.no_new_row"))

    def delete(self, row_id: int) -> None:
        raise FormRefused(t("forms.no_delete"))

    def update(self, row_id: int, changes: Mapping[str, Any]) -> None:
        points = {self._seqs[name]: value for name, value in changes.items() if name in self._seqs}
        facts: dict[str, Any] = {name: changes[name] for name in TEXTS if name in changes}
        if BONUS in changes:
            facts["bonus_x10"] = max(changes[BONUS] or 0, 0)
        if CONTROL in changes:
            facts["total_x10"] = NO_CONTROL if changes[CONTROL] is None else changes[CONTROL]
        write_form(form_for(row_id, self.template.id), points, facts)

    def taken(self, field: str, value: Any, row_id: int | None) -> str:
        return ""

    def written_in(self, row_id: int) -> Sequence[tuple[str, int]]:
        form = EvaluationForm.get_or_none(EvaluationForm.observation == row_id)
        scores = [] if form is None else FormScore.select(FormScore.id).where(FormScore.form == form.id)
        return [
            ("evaluation_form", form.id if form else 0),
            *(("form_score", score.id) for score in scores),
            ("observation", row_id),
        ]

    def row_of(self, table: str, row_id: int) -> int | None:
        if table == "observation":
            return row_id
        if table == "form_score":
            form_id = _first(FormScore.select(FormScore.form).where(FormScore.id == row_id))
        else:
            form_id = row_id if table == "evaluation_form" else None
        if form_id is None:
            return None
        return _first(EvaluationForm.select(EvaluationForm.observation).where(EvaluationForm.id == form_id))

    def _rows(self) -> list[tuple[Observer, Filled | None]]:
        """Whoever observes, or has, with the form begun: those that whoever looks may fill in."""
        who = [one for one in observers([self._lesson]) if may_fill_in(self._store, one)]
        forms = filled(one.observation for one in who)
        return [
            (one, form)
            for one in who
            if ((form := forms.get(one.observation)) is None and one.status in _ON_SHEET)
            or (form is not None and form.status != "void" and (form.is_quick or form.template.id == self.template.id))
        ]

    def _values(self, who: Observer, form: Filled | None) -> dict[str, Any]:
        points = form.points if form else {}
        score = form.score_x10 if form else None
        sum_now = form.sum.points_x10 + form.bonus_x10 if form and points else score
        bands = self._lists.choices("form_band")
        return {
            "observer": who.name,
            **{name: points.get(seq) for name, seq in self._seqs.items()},
            BONUS: (form.bonus_x10 or None) if form else None,
            TOTAL: show_tenths(sum_now if score is None else score) or None,
            BAND: label_of(bands, band_of(self.template.bands, score)) if score is not None else None,
            CONTROL: None if form is None or form.control_x10 == NO_CONTROL else form.control_x10,
            **{name: form.texts[name] if form else "" for name in TEXTS},
            "form_status": t(f"forms.status.{form.status}") if form else None,  # family forms.status.*
            "from_paper": bool(form and form.status == "handed_in"),
        }


class FormSheet(RegisterSource):
    """The rows of one lesson's sheet. ``lesson`` is its id, ``template`` the form that it is filled with."""

    def __init__(self, desk: Desk, lesson: int, upright: bool = False, control: bool = False) -> None:
        self.lesson = lesson
        self.template = template_for(lesson)
        table = FormSheetTable(desk.store, desk.lists, lesson, self.template, upright, control)
        super().__init__(desk.store, table, desk.lists)

    def edit(self, edits: Sequence[CellEdit], gesture: str) -> Outcome:
        known = [edit for edit in edits if edit.row_id > 0]
        done = super().edit(known, gesture) if known else Outcome()
        return done if len(known) == len(edits) else replace(done, message=t("forms.no_new_row"))

    def insert(self, before: int | None) -> Outcome:
        return Outcome(message=t("forms.no_new_row"))

    def delete(self, row_ids: Sequence[int]) -> Outcome:
        return Outcome(message=t("forms.no_delete"))

    def why_not_move(self) -> str:
        return t("forms.no_new_row")


def form_sheet(desk: Desk, lesson: int, upright: bool = False, control: bool = False) -> FormSheet:
    """The sheet of that lesson; a school that has no forms yet gets those of the program.

    Raises LookupError for a lesson that is no longer there.
    """
    ensure_templates(desk.store)
    return FormSheet(desk, lesson, upright, control)


def _first(query: Any) -> int | None:
    """The one number that a query finds; None for nothing."""
    return next((number for (number,) in tuples(query)), None)
