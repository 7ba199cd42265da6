"""A register (台账): a named list of columns and the rules that look at a whole row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from data.words import t
from models.registers.column import Column, Context, Values
from models.registers.problem import Problem

RowRule = Callable[[Values, Context], Sequence[Problem]]
"""A rule over several fields of one row."""


@dataclass(frozen=True)
class Register:
    """The columns of one register and how its rows are told apart.

    ``keys`` lists, best first, the sets of fields by which an imported row finds the row it belongs to: the first set
    whose fields are all filled in decides. ``distinct`` maps a field in which a repetition is worth a second look to
    the field that tells two of the same apart, or to ''. ``entry`` lists the few fields that are typed for a new row,
    in the order of the paper they come from; () where all are.
    """

    id: str
    columns: tuple[Column, ...]
    keys: tuple[tuple[str, ...], ...]
    row_rules: tuple[RowRule, ...] = ()
    distinct: Mapping[str, str] = field(default_factory=dict)
    entry: tuple[str, ...] = ()
    _by_field: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_field", {column.field: column for column in self.columns})

    @property
    def title(self) -> str:
        return t(f"register.{self.id}")

    def column(self, name: str) -> Column:
        """The column of that field. Raises KeyError for a field that the register does not have."""
        return self._by_field[name]

    def has(self, name: str) -> bool:
        return name in self._by_field

    def problems(self, values: Values, context: Context) -> list[Problem]:
        """Everything to say about a row of readable values: what is missing, each cell's checks, then the row's rules.

        Missing required cells are soft: an incomplete row is kept and shown as owing something.
        """
        found: list[Problem] = []
        for column in self.columns:
            value = values.get(column.field)
            if value in ("", None, ()):
                if column.is_owed(values):
                    found.append(Problem(column.field, t("problem.required", title=column.title), hard=False))
                continue
            if column.checks:
                found.extend(p for check in column.checks if (p := check(value, values, context)))
        for rule in self.row_rules:
            found.extend(rule(values, context))
        return found
