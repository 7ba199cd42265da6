"""Statements of credits: what each of the staff has earned in the school year, line by line with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.defaults.credits import default_credit_rules, default_target_x100
from models.actions.credit_sources import units, year_terms
from models.actions.desk import Desk
from models.journal.writing import insert_records
from models.rules.credits import TRAINING, CreditLine, CreditRule, Unit, lines_of
from models.rules.rights import RECORDS, Scope
from models.store import Store
from models.tables.credits import CreditRule as Row
from models.tables.people import Teacher
from models.tables.reading import dicts, tuples

SETTING = "credits"
_FIELDS = (
    *("code", "title", "list_kind", "source", "level", "per", "points_x100"),
    *("cap_each_x100", "cap_term_x100", "cap_year_x100", "only_highest"),
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One person's lines of the school year, by day. ``target_x100`` is 0 on a list of candidates."""

    teacher_id: int
    staff_no: str
    name: str
    group: str
    lines: tuple[CreditLine, ...]
    target_x100: int

    @property
    def earned_x100(self) -> int:
        return sum(line.earned_x100 for line in self.lines)

    @property
    def counted_x100(self) -> int:
        return sum(line.counted_x100 for line in self.lines)

    @property
    def reached(self) -> bool:
        return self.counted_x100 >= self.target_x100


_REGISTER_OF = {
    "activity_record": "activities",
    **{table: register for register, table in RECORDS.items() if register != "forms"},
}


def register_of(table: str) -> str:
    """The register in which the rows of a line's table are shown; '' for none."""
    return _REGISTER_OF.get(table, "")


def is_on(desk: Desk) -> bool:
    """Whether the school has switched credits on."""
    return bool(_said(desk).get("on"))


def switch(desk: Desk, on: bool) -> None:
    """Switch credits on or off for the school, as one action. Raises NotAllowed."""
    desk.set_setting(SETTING, {**_said(desk), "on": on})
    if on:
        ensure_rules(desk.store)


def target_x100(desk: Desk) -> int:
    """The credits of training that a school year asks for."""
    said = _said(desk).get("target_x100")
    return said if isinstance(said, int) and not isinstance(said, bool) else default_target_x100()


def set_target(desk: Desk, points_x100: int) -> None:
    """Let the year's target be another one, as one action. Raises NotAllowed."""
    desk.set_setting(SETTING, {**_said(desk), "target_x100": points_x100})


def credit_rules() -> list[CreditRule]:
    """Those in force, in the school's order; the defaults where the school keeps none yet."""
    rows = dicts(Row.select().order_by(Row.sort_no, Row.id))
    kept: Sequence[Mapping[str, object]] = rows or default_credit_rules()
    return [CreditRule(*(row[name] for name in _FIELDS)) for row in kept if row["is_active"]]  # type: ignore[arg-type]


def ensure_rules(store: Store) -> None:
    """Give a school that keeps none the rules that a new school starts with, as one action of its own."""
    if not Row.select().exists():
        with store.change("credit_rules.defaults"):
            add_rules()


def add_rules() -> None:
    """Write the rules that a new school starts with. Inside an action only."""
    insert_records(Row, default_credit_rules())


def statement(desk: Desk, teacher_id: int, list_kind: str = TRAINING) -> Statement:
    """One person's statement. Raises NotAllowed for who may see none, KeyError for nobody that the person may see."""
    for one in statements(desk, list_kind):
        if one.teacher_id == teacher_id:
            return one
    raise KeyError(teacher_id)


def statements(desk: Desk, list_kind: str = TRAINING, rules: Sequence[CreditRule] | None = None) -> list[Statement]:
    """The statements of everybody on the staff whom the person may see, in the school's order, counted in one go;
    ``rules`` other than the school's are tried and not kept. Raises NotAllowed."""
    scope = desk.sight.ensure("credits")
    rules = credit_rules() if rules is None else rules
    found: dict[int, list[Unit]] = {}
    terms = year_terms(desk)
    for unit in units(desk, terms) if terms else ():
        found.setdefault(unit.teacher, []).append(unit)
    target = target_x100(desk) if list_kind == TRAINING else 0
    ids = dict(tuples(Teacher.select(Teacher.staff_no, Teacher.id)))
    visible = set(ids.values()) if scope is Scope.ALL else desk.sight.people(scope)
    return [
        Statement(
            *(ids[one["staff_no"]], one["staff_no"], one["name"], one.get("research_group") or ""),
            tuple(lines_of(found.get(ids[one["staff_no"]], ()), rules, list_kind)),
            target,
        )
        for one in desk.people(desk.today)
        if ids[one["staff_no"]] in visible
    ]


def _said(desk: Desk) -> dict[str, object]:
    found = desk.setting(SETTING, {})
    return dict(found) if isinstance(found, Mapping) else {}
