"""``yanxiu home``: today's page as tables; what ``yanxiu`` prints where there is no terminal."""

from __future__ import annotations

from pathlib import Path

from data.words import t
from models.actions.desk import Desk
from models.actions.today import today
from screens.kit.heading import heading
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.status import DONE


def add_arguments(parser: Parser) -> None:
    output.add_arguments(parser)


def run(call: Call) -> int:
    with call.desk() as desk:
        print_home(desk, getattr(call.options, "format", "plain"), getattr(call.options, "out", None))
    return DONE


def print_home(desk: Desk, form: str = "plain", out: Path | None = None) -> None:
    """Today's page: one table with the school above it, or in the other formats a row for each line."""
    columns = [(name, t(f"home.{name}")) for name in ("section", "item", "value", "note")]  # family home.*
    if form == "plain" and out is None:
        print(f"{heading(desk)}\n")
    output.print_table(home_rows(desk), columns, form, out)


def home_rows(desk: Desk) -> list[dict[str, str]]:
    """Every line as ``{section, item, value, note}``; what to do next at the end."""
    page = today(desk)
    rows = [
        {
            "section": t(f"home.section_{one.section}"),  # family home.section_*
            "item": one.item,
            "value": one.value,
            "note": one.note,
        }
        for one in page.entries
    ]
    return rows + [
        {"section": t("home.next"), "item": str(number), "value": step, "note": ""}
        for number, step in enumerate(page.facts.next_steps, 1)
    ]
