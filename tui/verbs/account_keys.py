"""``yanxiu account key list|add|revoke``: the keys of an account; without a name those of whoever asks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.words import t
from tui import output
from tui.call import Call
from tui.output import narrate
from tui.piping import STREAM
from tui.status import DONE, NO_SENSE, Refused

if TYPE_CHECKING:
    from models.actions.desk import Desk

_LONGEST = 10_000


def run_key(call: Call, desk: Desk) -> int:
    return {"list": _list, "add": _add, "revoke": _revoke}[call.options.what](call, desk)


def key_rows(keys: Any) -> list[dict[str, Any]]:
    """Keys as rows, by the columns of `key_titles`."""
    return [
        {
            "number": key.id,
            "login": key.login,
            "key": key.name,
            "kind": key.kind,
            "fingerprint": key.fingerprint,
            "added": key.added_at,
            "used": key.used_at,
            "from": key.used_from,
            "valid": t("account.key_off", day=key.revoked_on) if key.revoked_on else t("account.key_valid"),
        }
        for key in keys
    ]


def key_titles() -> list[tuple[str, str]]:
    names = ("number", "login", "key", "kind", "fingerprint", "added", "used", "from", "valid")
    login = t("column.login")
    return [
        (name, login if name == "login" else t(f"account.column_{name}")) for name in names
    ]  # family account.column_*


def _list(call: Call, desk: Desk) -> int:
    from models.actions.account_people import keys_of

    account_id = _account_of(desk, call.options.named)
    output.print_table(key_rows(keys_of(desk, account_id)), key_titles(), call.options.format, call.options.out)
    return DONE


def _add(call: Call, desk: Desk) -> int:
    from models.actions.accounts import add_key

    options = call.options
    # Over SSH, and with '-', the name may be left out: the key is one's own.
    named, file = (None, options.named) if options.named == STREAM else (options.named, options.file)
    account_id = _account_of(desk, named)
    if account_id is None:
        raise Refused(NO_SENSE, t("account.whose_key"))
    try:
        line = sys.stdin.read(_LONGEST) if str(file) == STREAM else Path(file).read_text("utf-8")[:_LONGEST]
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(NO_SENSE, t("account.key_unreadable", file=file, why=error)) from error
    number = add_key(desk.store, account_id, line, options.name)
    narrate(t("account.key_added", number=number))
    return DONE


def _revoke(call: Call, desk: Desk) -> int:
    from models.actions.account_people import key_meant
    from models.actions.accounts import revoke_key

    own = (
        None if desk.store.actor.account_id is None or not desk.why_not_see("accounts") else desk.store.actor.account_id
    )
    key = key_meant(desk, call.options.named or "", own)
    if key is None:
        raise Refused(NO_SENSE, t("account.no_key_meant", named=call.options.named or ""))
    revoke_key(desk.store, key.id)
    narrate(t("account.key_gone", key=key.name or key.fingerprint, login=key.login))
    return DONE


def _account_of(desk: Desk, named: str | None) -> int | None:
    """The account that is named, else one's own; None (all of them) for whoever sits at the machine."""
    from tui.verbs.account import account_named

    return account_named(desk, named).id if named else desk.store.actor.account_id
