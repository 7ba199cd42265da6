"""The sheet of one-time codes to print and cut apart: a slip for each person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from data.words import t
from models.actions.accounts import IssuedCode
from models.journal.history import local_time
from models.tables.accounts import Account
from models.tables.people import Teacher
from models.tables.reading import tuples

if TYPE_CHECKING:
    from models.actions.desk import Desk

CUT = "- " * 30 + "8<"
COLUMNS = ("group", "name", "login", "code", "line", "until")

Line = Callable[[str], str]
"""The ssh command for a login."""


def slip_rows(desk: Desk, codes: Sequence[IssuedCode], line: Line) -> list[dict[str, str]]:
    """Each code as a row by `COLUMNS`, ordered by research group, so that heads can hand them out."""
    numbers = dict(tuples(Account.select(Account.id, Teacher.staff_no).join(Teacher, on=Account.teacher)))
    groups = {person["staff_no"]: person["research_group"] for person in desk.people(desk.today)}
    rows = [
        {
            "group": groups.get(numbers.get(one.account_id, ""), ""),
            "name": one.name,
            "login": one.login,
            "code": one.code,
            "line": line(one.login),
            "until": f"{local_time(one.expires_at):%Y-%m-%d %H:%M}",
        }
        for one in codes
    ]
    places = {name: place for place, name in enumerate(desk.groups())}
    return sorted(rows, key=lambda row: places.get(row["group"], len(places)))


def titles() -> list[tuple[str, str]]:
    """The columns' ids and titles."""
    own = {"name": t("column.name"), "login": t("column.login")}
    return [(name, own.get(name) or t(f"account.column_{name}")) for name in COLUMNS]  # family account.column_*


def slips(desk: Desk, rows: Sequence[Mapping[str, str]]) -> str:
    """The sheet as text, with a line to cut along between the slips."""
    head = t("account.sheet_title", school=desk.school_name)
    return f"\n{CUT}\n".join("\n".join((head, *_slip(row))) for row in rows) + "\n"


def write_sheet(desk: Desk, rows: Sequence[Mapping[str, str]], path: Path) -> None:
    """Write the sheet to ``path``: .xlsx as a bordered table to cut apart, any other ending as text.

    Raises OSError or FileProblem where it cannot be written.
    """
    if path.suffix.lower() != ".xlsx":
        path.write_text(slips(desk, rows), "utf-8")
        path.chmod(0o600)
        return
    from data.formats.xlsx import OutColumn, write_table

    widths = {"group": 12, "name": 12, "login": 16, "code": 18, "line": 40, "until": 18}
    columns = [OutColumn(title, widths[name]) for name, title in titles()]
    title, note = t("account.sheet_title", school=desk.school_name), t("account.slip_key")
    write_table(path, title, columns, [[row[name] for name in COLUMNS] for row in rows], note)
    path.chmod(0o600)


def _slip(row: Mapping[str, str]) -> Sequence[str]:
    who = t("account.slip_for", name=row["name"], login=row["login"])
    return (
        "  ".join(filter(None, (row["group"], who))),
        t("account.slip_code", code=row["code"]),
        t("account.slip_line", line=row["line"]),
        t("account.slip_until", day=row["until"]),
        t("account.slip_key"),
    )
