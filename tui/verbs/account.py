"""``yanxiu account …``: who may come in from elsewhere, as what, with which keys and codes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.output import narrate
from tui.piping import STREAM
from tui.status import DONE, NO_SENSE, NOT_ALLOWED, Refused

if TYPE_CHECKING:
    from models.actions.desk import Desk

DAYS = 14


def add_arguments(parser: Parser) -> None:
    from models.rules.rights import ROLES

    deeds = parser.add_subparsers(metavar=t("cli.account_deed"), dest="deed", required=True)

    def deed(name: str, *positional: str, **kinds: Any) -> Parser:
        sub = deeds.add_parser(name, help=t(f"cli.account_{name}"), description=t(f"cli.account_{name}"))
        for each in positional:
            sub.add_argument(each, metavar=each.upper(), help=t(f"cli.account_arg_{each}"), **kinds.get(each, {}))
        return sub  # family cli.account_*

    output.add_arguments(deed("list"))
    add = deed("add", "who")
    add.add_argument("--role", choices=ROLES, help=t("cli.account_arg_role"))
    add.add_argument("--login", metavar="LOGIN", help=t("cli.account_arg_login"))
    add.add_argument("--nobody", action="store_true", help=t("cli.account_nobody"))
    everybody = deed("everybody")
    output.add_arguments(everybody)
    everybody.add_argument("--dry-run", action="store_true", help=t("verb.dry_run"))
    deed("role", "who", "role", role={"choices": ROLES})
    deed("on", "who")
    deed("off", "who")
    for name in ("code", "codes"):
        codes = deed(name, *(("who",) if name == "code" else ()))
        output.add_arguments(codes)
        codes.add_argument("--days", metavar="N", type=int, default=DAYS, help=t("cli.account_days", count=DAYS))
        if name == "codes":
            codes.add_argument("--group", metavar="NAME", help=t("verb.group"))
            codes.add_argument("--all", action="store_true", help=t("cli.account_all"))
    key = deed("key", "what", "named", what={"choices": ("list", "add", "revoke")}, named={"nargs": "?"})
    output.add_arguments(key)
    key.add_argument("file", metavar="FILE", nargs="?", default=STREAM, help=t("cli.account_key_file"))
    key.add_argument("--name", metavar="NAME", default="", help=t("cli.account_key_name"))
    deed("authorized-keys", "fingerprint", fingerprint={"nargs": "?", "default": ""})


def run(call: Call) -> int:
    from models.actions.accounts import AccountRefused

    deed = call.options.deed
    if deed == "authorized-keys":
        if call.ask:
            raise Refused(NOT_ALLOWED, t("serve.here_only", verb="account authorized-keys"))
        from tui.verbs.session import print_keys

        return print_keys(call, call.options.fingerprint)
    with call.desk() as desk:
        try:
            if deed == "key":
                from tui.verbs.account_keys import run_key

                return run_key(call, desk)
            return _DEEDS[deed](call, desk)
        except AccountRefused as refusal:
            raise Refused(NO_SENSE, str(refusal)) from refusal


def account_named(desk: Desk, named: str) -> Any:
    """The account of that login or name, or of the person whom it means. Raises Refused for none and for several."""
    from models.actions.account_people import account_of_person
    from models.actions.accounts import find_account
    from models.actions.looking_up import people_meant

    if found := find_account(named):
        return found
    people = people_meant(desk, named)
    if len(people) > 1:
        names = "、".join(f"{person.name}（{person.staff_no}）" for person in people)
        raise Refused(NO_SENSE, t("account.several_people", named=named, names=names))
    found = account_of_person(people[0].staff_no) if people else None
    if found is None:
        raise Refused(NO_SENSE, t("account.nobody_meant", named=named))
    return found


def _list(call: Call, desk: Desk) -> int:
    from tui.listing import as_cells, as_data

    source = desk.source("accounts")
    make = as_data if call.options.format == "json" else as_cells
    columns = source.register.columns
    rows = [make(source.row(index).values, columns, desk.lists) for index in range(len(source))]
    output.print_table(rows, [(c.field, c.title) for c in columns], call.options.format, call.options.out)
    return DONE


def _add(call: Call, desk: Desk) -> int:
    from models.actions.account_people import add_for_nobody, add_for_person
    from models.actions.looking_up import people_meant

    options = call.options
    if options.nobody:
        made = add_for_nobody(desk, options.who, options.login, options.role)
    else:
        people = people_meant(desk, options.who)
        if len(people) != 1:
            names = "、".join(f"{person.name}（{person.staff_no}）" for person in people)
            words = "account.several_people" if people else "account.no_such_person"
            raise Refused(NO_SENSE, t(words, named=options.who, names=names))  # family account.*
        made = add_for_person(desk, people[0].staff_no, options.login, options.role)
    narrate(t("account.added", name=made.name, login=made.login, role=_role(made.role)))
    return DONE


def _everybody(call: Call, desk: Desk) -> int:
    from models.actions.account_people import make_accounts, propose_accounts

    found = propose_accounts(desk)
    as_data = call.options.format == "json"
    rows = [
        {"staff_no": one.staff_no, "name": one.name, "login": one.login}
        | {"account_role": one.role if as_data else _role(one.role)}
        for one in found
    ]
    titles = [(name, t(f"column.{name}")) for name in ("staff_no", "name", "login", "account_role")]  # family column.*
    output.print_table(rows, titles, call.options.format, call.options.out)
    if not found:
        narrate(t("account.all_have_one"))
    elif not call.options.dry_run:
        make_accounts(desk, found)
        narrate(t("account.made", count=len(found)))
    return DONE


def _set_role(call: Call, desk: Desk) -> int:
    from models.actions.accounts import set_role

    account = account_named(desk, call.options.who)
    set_role(desk.store, account.id, call.options.role)
    narrate(t("account.role_set", name=account.name, role=_role(call.options.role)))
    return DONE


def _switch(call: Call, desk: Desk) -> int:
    from models.actions.accounts import set_active

    account, on = account_named(desk, call.options.who), call.options.deed == "on"
    set_active(desk.store, account.id, on)
    narrate(t("account.switched_on" if on else "account.switched_off", name=account.name))
    return DONE


def _codes(call: Call, desk: Desk) -> int:
    from models.actions.account_people import accounts_without_key, active_accounts
    from models.actions.accounts import make_codes
    from models.actions.code_sheet import slip_rows, slips, titles, write_sheet
    from models.store.place import file_of
    from tui.serve.handing_out import login_line

    options = call.options
    if not 1 <= options.days <= 365:
        raise Refused(NO_SENSE, t("account.bad_days", days=options.days))
    if options.deed == "code":
        wanted = [account_named(desk, options.who).id]
    else:
        if options.group and options.group not in desk.groups():
            raise Refused(NO_SENSE, t("verb.no_group", name=options.group, groups="、".join(desk.groups())))
        wanted = active_accounts(desk, options.group) if options.all else accounts_without_key(desk, options.group)
    if not wanted:
        narrate(t("account.no_one_for_codes"))
        return DONE
    store_file = file_of(call.place)
    output.ensure_writable(options.out)
    rows = slip_rows(desk, make_codes(desk.store, wanted, options.days), lambda login: login_line(store_file, login))
    if options.out is not None and options.format == "plain":
        write_sheet(desk, rows, Path(options.out))
    elif options.format == "plain":
        output.print_text(slips(desk, rows).rstrip("\n"))
    else:
        output.print_table(rows, titles(), options.format, options.out)
    narrate(t("account.codes_made", count=len(rows), days=options.days))
    return DONE


def _role(role: str) -> str:
    from models.rules.rights import role_title

    return role_title(role)


_DEEDS = {
    "list": _list,
    "add": _add,
    "everybody": _everybody,
    "role": _set_role,
    "on": _switch,
    "off": _switch,
    "code": _codes,
    "codes": _codes,
}
