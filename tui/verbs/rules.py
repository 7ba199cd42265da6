"""``yanxiu rules``: the school's own numbers, shown and set."""

from __future__ import annotations

from dataclasses import asdict

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.status import DONE, NO_SENSE, Refused

_COLUMNS = ("name", "title", "value", "usual")


def add_arguments(parser: Parser) -> None:
    output.add_arguments(parser)
    parser.add_argument("set", metavar="NAME=VALUE", nargs="*", help=t("own_rules.verb_set"))


def run(call: Call) -> int:
    from models.actions.own_rules import AREAS, own_rules, set_own_rule
    from models.actions.pairing_rules import BadRule

    with call.desk() as desk:
        areas, changed = [], []
        for text in call.options.set:
            name, equals, value = text.replace("＝", "=").partition("=")
            if not equals:
                if name not in AREAS:
                    raise Refused(NO_SENSE, t("own_rules.form", text=text, areas=" ".join(AREAS)))
                areas.append(name)
                continue
            try:
                set_own_rule(desk, name.strip(), value)
            except BadRule as error:
                raise Refused(NO_SENSE, str(error)) from error
            changed.append(name.strip())
        rules = [
            asdict(one)
            for one in own_rules(desk)
            if (not areas and not changed) or one.area in areas or one.name in changed
        ]
    if call.options.format == "plain":  # what is as usual need not be said twice
        rules = [{**one, "usual": "" if one["usual"] == one["value"] else one["usual"]} for one in rules]
    titles = [(name, t(f"own_rules.column.{name}")) for name in _COLUMNS]  # family own_rules.column.*
    output.print_table(rules, titles, call.options.format, call.options.out)
    return DONE
