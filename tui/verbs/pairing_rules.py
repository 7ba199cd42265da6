"""``yanxiu pairing rules``: the school's own numbers of pairing, shown and set."""

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
    parser.add_argument("set", metavar="NAME=VALUE", nargs="*", help=t("matching.verb_set"))


def run(call: Call) -> int:
    from models.actions.pairing_rules import BadRule, set_rules, shown_rules

    typed: dict[str, str] = {}
    for text in call.options.set:
        name, equals, value = text.replace("＝", "=").partition("=")
        if not equals:
            raise Refused(NO_SENSE, t("matching.rule_form", text=text))
        typed[name.strip()] = value
    with call.desk() as desk:
        if typed:
            try:
                set_rules(desk, typed)
            except BadRule as error:
                raise Refused(NO_SENSE, str(error)) from error
        rules = [asdict(one) for one in shown_rules(desk) if not typed or one.name in typed]
    if call.options.format == "plain":  # what is as usual need not be said twice
        rules = [{**one, "usual": "" if one["usual"] == one["value"] else one["usual"]} for one in rules]
    titles = [(name, t(f"matching.rules_{name}")) for name in _COLUMNS]  # family matching.rules_*
    output.print_table(rules, titles, call.options.format, call.options.out)
    return DONE
