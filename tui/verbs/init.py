"""``yanxiu init``: a new, empty store for a school and its term."""

from __future__ import annotations

from datetime import date

from data.words import t
from tui.arguments import Parser
from tui.call import Call
from tui.output import narrate
from tui.status import DONE, NO_SENSE, NO_STORE, Refused


def add_arguments(parser: Parser) -> None:
    parser.add_argument("--school", metavar="NAME", required=True, help=t("cli.init_school"))
    parser.add_argument("--term", metavar="YEAR-N", help=t("cli.init_term"))


def run(call: Call) -> int:
    from models.actions.school import NoName, found_school
    from models.rules.terms import BadTerm, term_named, term_of
    from models.store.errors import StoreError, StoreExists

    try:
        term = term_named(call.options.term or term_of(date.today()))
        found_school(call.place, call.options.school, term, call.actor).close()
    except (BadTerm, NoName) as error:
        raise Refused(NO_SENSE, str(error)) from error
    except StoreExists as error:
        raise Refused(NO_STORE, t("cli.store_exists", place=call.place_shown)) from error
    except StoreError as error:
        raise Refused(NO_STORE, str(error)) from error
    narrate(t("cli.founded", school=call.options.school.strip(), term=term.label, place=call.place_shown))
    return DONE
