"""Who is here and where they type: seen by the others, gone when they leave, and never a cost to one who is alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.actions.company import Company
from models.actions.desk import Desk
from models.actions.preferences import preference
from models.store import Store
from models.store.database import connect
from models.tables.accounts import Presence
from screens.kit.bar import Bar
from screens.kit.dialogs import Tell
from screens.kit.grid.together import SIGN
from tests.screens.roster.office import Office, office
from tests.screens.together.waiting import until

ROOT = Path(__file__).parents[3]

OTHER = """
import sys
from models.actions.company import Company
from models.actions.desk import Desk
from models.store import Actor, Store
store = Store.open(sys.argv[1], Actor("王秀英", "other"))
company, source = Company(store), Desk(store).source("roster")
company.say_here("roster")
for line in sys.stdin:
    word, row, *text = line.split()
    if word == "type":
        source.keep_typing(int(row), "remark", text[0] if text else "")
    elif word == "leave":
        company.leave()
"""


@contextmanager
def somebody(store: Store) -> Iterator[subprocess.Popen[str]]:
    """Another person's process; a line written to it is what they do."""
    command = [sys.executable, "-c", OTHER, str(store.place)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, text=True, cwd=ROOT) as other:
        yield other


def do(other: subprocess.Popen[str], what: str) -> None:
    assert other.stdin
    other.stdin.write(what + "\n")
    other.stdin.flush()


def company_told(it: Office) -> str:
    return it.screen.query_one(Bar).company


def kept_field(desk: Desk) -> str:
    return (preference(desk.store, "place") or {}).get("field", "")


def line_of(it: Office, name: str) -> str:
    return next(line for line in it.shown.splitlines() if name in line)


async def test_the_row_that_somebody_types_in_is_marked_and_they_are_named(sample_desk: Desk) -> None:
    async with office(sample_desk) as it:
        name = it.names()[2]
        row = it.row(name)
        with somebody(sample_desk.store) as other:
            do(other, f"type {row.id} 半句")
            await until(it, lambda: f"3{SIGN}" in line_of(it, name))
            await it.at(name, "remark")
            assert "王秀英 正在改这一行" in it.hint
            assert company_told(it) == "在场 2 人"
            do(other, f"type {row.id}")
            await until(it, lambda: SIGN not in line_of(it, name))
            assert "王秀英" not in it.hint
            do(other, "leave 0")
            await until(it, lambda: company_told(it) == "")


async def test_whoever_dies_without_a_word_is_not_here(sample_desk: Desk) -> None:
    with somebody(sample_desk.store) as other:
        me = Company(sample_desk.store)
        while not me.others():
            assert other.poll() is None
        assert [one.actor for one in me.others()] == ["王秀英"]
        other.kill()
        other.wait()
        assert me.others() == []
        assert Presence.select().count() == 1
        me.sweep()
        assert Presence.select().count() == 0


async def test_a_silent_session_of_another_machine_is_gone_after_a_while(sample_desk: Desk) -> None:
    store = sample_desk.store
    for machine, seen_at in (("one", "2026-11-24T06:00:00.000000Z"), ("two", "2999-11-24T06:00:00.000000Z")):
        Presence.insert(
            session=f"{machine}:1:x", actor=machine, place="roster", since=seen_at, seen_at=seen_at
        ).execute()
    assert [one.actor for one in Company(store).others()] == ["two"]


async def test_a_command_lists_who_is_here(sample_desk: Desk) -> None:
    async with office(sample_desk) as it:
        with somebody(sample_desk.store):
            await until(it, lambda: bool(company_told(it)))
            await it.command("app.who")
            await it.until(Tell)
            lines = it.shown.splitlines()
            assert any("office" in line and "花名册" in line for line in lines)
            assert any("王秀英" in line and "花名册" in line for line in lines)


async def test_one_who_is_alone_writes_nothing_while_nothing_happens(sample_desk: Desk) -> None:
    async with office(sample_desk) as it:
        watched = connect(sample_desk.store.file, "ro")
        await it.at(it.names()[4], "remark")
        await until(it, lambda: kept_field(sample_desk) == "remark")
        before = watched.data_version
        for _ in range(5):
            it.app.watch_others.look()
        assert watched.data_version == before
        assert company_told(it) == ""
        watched.close()
