"""``--as`` takes an account's login or name and its role; any other name is the administrator, as ever."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from models.actions.accounts import add_account
from models.store import Store
from tui.call import Call


@pytest.mark.parametrize(
    ("named", "name", "role"),
    [("wangxm", "王小明", "viewer"), ("王小明", "王小明", "viewer"), ("somebody", "somebody", "admin")],
)
def test_as_names_an_account_or_anybody(tmp_path: Path, store: Store, named: str, name: str, role: str):
    account = add_account(store, "wangxm", "王小明", "viewer")
    with Call(Namespace(store=str(store.place), actor=named)).desk() as desk:
        actor = desk.store.actor
    assert (actor.name, actor.role) == (name, role)
    assert actor.account_id == (account if role == "viewer" else None)
