"""Somebody types in the app behind the shim when a sync fails; run by `tests.faults.work`."""

from __future__ import annotations

import asyncio
import errno
import json
from pathlib import Path

from models.actions.desk import Desk
from models.store import Actor, Store
from models.tables.log import Typing
from tests.faults.shim import Shim
from tests.screens.roster.office import Office, office, read_back

TEXT = "课堂上让学生先学后教"


def typed(file: Path) -> None:
    """Tell as JSON what the person sees at each step."""
    told: dict[str, object] = {}
    for session in (_fails, _resumes):
        with Store.open(file, Actor("office")) as store:
            told |= asyncio.run(session(Desk(store)))
    with Store.open(file, Actor("office")) as store:
        told["in the store"] = read_back(Desk(store)).row(0).texts["remark"]
    print(json.dumps(told, ensure_ascii=False))


async def _fails(desk: Desk) -> dict[str, object]:
    shim = Shim()
    async with office(desk) as it:
        await it.at(it.names()[0], "remark")
        await it.type(TEXT)
        shim.arm(-1, 0, errno.EIO, stays=False)
        await it.press("enter")
        told: dict[str, object] = {"first": it.hint, "kept on the screen": _cell(it)}
        await it.press("enter")  # the disk would take it now, and nobody knows what it lost before
        told |= {"second": it.hint, "still on the screen": _cell(it)}
        await it.type("。")
        for _ in range(500):
            if Typing.select().where(Typing.typed == f"{TEXT}。").count():
                break
            await it.pilot.pause(0.02)
        return told


async def _resumes(desk: Desk) -> dict[str, object]:
    async with office(desk) as it:
        told: dict[str, object] = {"offered": it.hint}
        await it.press("enter")
        told["taken back"] = _cell(it)
        await it.press("enter")
        return told | {"closed": it.grid.editor is None, "after": it.hint}


def _cell(it: Office) -> str:
    return it.grid.editor.text if it.grid.editor else ""
