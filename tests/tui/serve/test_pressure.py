"""What one client does, stopping to read or pouring in, costs the others nothing and grows no memory without bound."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import asyncssh

from tests.support.served import LIMIT, School, Server
from tests.tui.serve.test_terminal_over_ssh import at_terminal, processes

MEGABYTE = 1 << 20


def private(number: int) -> int:
    """Bytes of memory that are that process's alone."""
    text = Path(f"/proc/{number}/smaps_rollup").read_text("utf-8")
    return int(re.search(r"Private_Dirty: +(\d+) kB", text)[1]) * 1024  # type: ignore[index]


def connect(server: Server, school: School):  # type: ignore[no-untyped-def]
    return asyncssh.connect(
        "127.0.0.1", server.port, username="wang", client_keys=[str(school.key("wang"))],
        agent_path=None, known_hosts=None, config=None,
    )  # fmt: skip


def test_a_client_that_stops_reading_holds_one_buffer_and_nobody_else(server: Server, school: School):
    async def hold() -> list[int]:
        async with connect(server, school) as connection:
            process = await connection.create_process(term_type="xterm", term_size=(200, 60), encoding=None)
            await process.stdout.read(1)
            connection._transport.pause_reading()
            sizes = []
            for _ in range(3):
                for _ in range(150):
                    process.stdin.write(b"2\x0c1\x0c" * 4)
                    await asyncio.sleep(0.01)
                sizes.append(sum(private(number) for number in processes(server)))
            done = await asyncio.to_thread(server.run, "li", "home")
            assert done.returncode == 0
            return sizes

    sizes = asyncio.run(hold())
    assert sizes[-1] - sizes[0] < 8 * MEGABYTE


def test_megabytes_of_paste_are_taken_without_being_kept(server: Server, school: School):
    async def pour() -> None:
        async with connect(server, school) as connection:
            process = await connection.create_process("submit --name a.txt", encoding=None)
            process.stdin.write(b"x" * 3 * MEGABYTE)
            process.stdin.write_eof()
            said = await asyncio.wait_for(process.stderr.read(), LIMIT)
            assert "太大" in said.decode()
            assert (await process.wait()).exit_status == 2

    asyncio.run(pour())
    assert school.inbox("wang") == {}


def test_input_faster_than_allowed_waits_and_arrives_whole(school: School):
    with Server(school, "[limits]\ninput_per_second = 200000\n") as server:
        done = server.run("wang", "submit", "--name", "slow.txt", input=b"y" * 600_000)
        assert done.returncode == 0, done.stderr
        server.wait_for_log("input-slowed account=wang")
    assert school.inbox("wang") == {"slow.txt": b"y" * 600_000}


def test_several_sessions_share_one_connection(server: Server, school: School):
    async def several() -> list[int]:
        async with connect(server, school) as connection:
            done = await asyncio.gather(*(connection.run("home") for _ in range(4)))
            return [one.exit_status for one in done]

    assert asyncio.run(several()) == [0, 0, 0, 0]


def test_keys_poured_into_the_app_do_not_end_it(server: Server):
    with at_terminal(server, "wang") as terminal:
        terminal.until("今日")
        for _ in range(50):
            terminal.type("\x1b[B\x1b[A" * 100)
            terminal.read(0.01)
        terminal.type("\x11")
        assert terminal.until_end() == 0
