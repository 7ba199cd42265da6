"""What every table shares: the field kinds that mean the same on SQLite and PostgreSQL, and the roots of all tables.

Rules (STORE.md §6.2): no NULL text, codes in English, days as ISO text that is checked, instants in UTC, big integers,
and every fixed list of words a CHECK. Models carry no database: the store binds them when it opens.
"""

from __future__ import annotations

from typing import Any

import peewee as pw

ALL: list[type[Base]] = []
"""Every table in the order of making (a table stands after those it points at); the classes enter themselves."""


class Base(pw.Model):
    """Any table; its name is the class's in snake case."""

    journaled = False
    """Whether triggers write every change of a row into the history."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.__name__ not in ("Record",):
            ALL.append(cls)

    class Meta:
        legacy_table_names = False


class Identity(pw.BigAutoField):
    """A row's number, never given out twice: the history points at rows that are long gone."""

    def ddl(self, ctx: Any) -> Any:
        plain = super().ddl(ctx)
        on_sqlite = ctx.state.field_types.get(self.field_type) == "INTEGER"
        return pw.NodeList((plain, pw.SQL("AUTOINCREMENT"))) if on_sqlite else plain


class Record(Base):
    """A table whose rows people change: an id that never comes back, and a version that grows with each change."""

    journaled = True

    id = Identity()
    version = pw.IntegerField(default=1, constraints=[pw.Check("version >= 1")])


def text(longest: int, shortest: int = 0, **options: Any) -> pw.TextField:
    """Text of so many characters; '' where nothing is known, so that comparisons stay simple."""
    return _checked(pw.TextField, f"length({{}}) BETWEEN {shortest} AND {longest}", default="", **options)


def words(*allowed: str, default: str = "", **options: Any) -> pw.TextField:
    """One of a fixed list of English codes; '' only if it is listed."""
    listed = ", ".join(f"'{word}'" for word in allowed)
    return _checked(pw.TextField, f"{{}} IN ({listed})", default=default or allowed[0], **options)


def whole(low: int, high: int, **options: Any) -> pw.IntegerField:
    """An integer between two bounds that fit PostgreSQL's 32 bits."""
    return _checked(pw.IntegerField, f"{{}} BETWEEN {low} AND {high}", **options)


def flag(default: bool = False, **options: Any) -> pw.BooleanField:
    return _checked(pw.BooleanField, "{} IN (FALSE, TRUE)", default=default, **options)


class DateText(pw.TextField):
    """A day or a month as text; `check` looks whether it stands in the calendar."""


def partial_date(**options: Any) -> DateText:
    """'1985-03' or '1985-03-12', as exactly as it is known; '' for unknown."""
    return _checked(DateText, "length({}) IN (0, 7, 10)", default="", **options)


def day(**options: Any) -> DateText:
    """An ISO day, '2026-09-01'; '' for none. The day's existence is checked where it is typed and by `check`."""
    return _checked(DateText, "length({}) IN (0, 10)", default="", **options)


class _CheckedField:
    """Fills the column's own name into its CHECK once the field knows it."""

    check_pattern: str

    def bind(self, model: type[pw.Model], name: str, set_attribute: bool = True) -> None:
        super().bind(model, name, set_attribute)  # type: ignore[misc]
        condition = self.check_pattern.format(f'"{self.column_name}"')  # type: ignore[attr-defined]
        self.constraints = [*(self.constraints or []), pw.Check(condition)]  # type: ignore[attr-defined]


def _checked(kind: type[pw.Field], pattern: str, **options: Any) -> Any:
    made = type(kind.__name__, (_CheckedField, kind), {"check_pattern": pattern})
    return made(**options)
