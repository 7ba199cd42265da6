"""``yanxiu remind``: what people owe as texts to paste into the school's chat, by group; never twice for the same."""

from __future__ import annotations

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.status import DONE, NO_SENSE, Refused


def add_arguments(parser: Parser) -> None:
    parser.add_argument("--group", metavar="NAME", help=t("verb.group"))
    parser.add_argument("--again", action="store_true", help=t("verb.remind_again"))
    parser.add_argument("--dry-run", action="store_true", help=t("verb.remind_dry_run"))


def run(call: Call) -> int:
    from models.actions.owed.reminding import Reminders

    options = call.options
    with call.desk() as desk:
        if options.group and options.group not in desk.groups():
            raise Refused(NO_SENSE, t("verb.no_group", name=options.group, groups="、".join(desk.groups())))
        reminders = Reminders(desk)
        found = reminders.of(options.group, options.again)
        if not found:
            output.narrate(t("owed.nothing_to_remind"))
            return DONE
        print("\n\n".join(one.text for one in found))
        if not options.dry_run:
            reminders.note_sent(found)
        people = sum(len(one.items) for one in found)
        output.narrate(t("owed.remind_shown" if options.dry_run else "owed.reminded", count=people))
    return DONE
