"""``yanxiu home``: today's page as tables; what ``yanxiu`` prints where there is no terminal."""

from __future__ import annotations

from pathlib import Path

from data.words import t
from models.actions.desk import Desk
from models.actions.home import HomeFacts, home_facts
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
    """Today's facts: one table with the school above it, or in the other formats a row for each fact."""
    facts = home_facts(desk)
    columns = [("section", t("home.section")), ("item", t("home.item")), ("value", t("home.value"))]
    if form == "plain" and out is None:
        print(f"{heading(desk)}\n")
    output.print_table(home_rows(facts), columns, form, out)


def home_rows(facts: HomeFacts) -> list[dict[str, str]]:
    """Every fact as ``{section, item, value}``."""
    today = t("home.today")
    rows = [
        {"section": today, "item": t("home.staff"), "value": t("home.people", count=facts.staff)},
        {"section": today, "item": t("home.hard"), "value": t("home.cells", count=facts.hard)},
        {"section": today, "item": t("home.soft"), "value": t("home.cells", count=facts.soft)},
    ]
    rows += [
        {"section": t("home.groups"), "item": group, "value": t("home.people", count=count)}
        for group, count in facts.groups
    ]
    rows += [
        {"section": t("home.next"), "item": str(number), "value": step}
        for number, step in enumerate(facts.next_steps, 1)
    ]
    return rows
