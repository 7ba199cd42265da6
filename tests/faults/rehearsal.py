"""What an operator practises once, from a machine that dies to a school that lives on a database server: the real
`yanxiu serve` with the real ssh client, on a school of invented people. `make rehearsal` prints how long each step
took.

    python -m tests.faults.rehearsal

It asserts what it claims and takes a minute or two, so that it is no part of the tests.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from models.actions.sample import found_sample
from models.journal.writing import update_record
from models.store import Actor, Store
from models.store.checking import check, check_file
from models.tables.people import Teacher
from tests.faults.flipping import Sound
from tests.faults.lists import workbook
from tests.support.postgres import cluster, missing
from tests.support.served import ROOT, School, Server, present

OFFICE = Actor("office", "rehearsal")
PEOPLE = 300
KILLS = 4


class Clock:
    """Tells each step and how long it took."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    @contextmanager
    def step(self, words: str) -> Iterator[Callable[[str], None]]:
        """A step; what is told inside is printed behind it."""
        began, told = time.monotonic(), []
        yield told.append
        print(f"{time.monotonic() - began:7.1f} s  {words}{''.join(f'; {one}' for one in told)}", flush=True)

    def end(self) -> None:
        print(f"{(time.monotonic() - self._began) / 60:7.1f} minutes in all")


def yanxiu(place: object, *words: str) -> subprocess.CompletedProcess[str]:
    """A verb of the program in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "tui.cli", "--store", str(place), *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def people_in(place: Path | str) -> int:
    with Store.open(place, OFFICE) as store:
        assert [finding for finding in check(store) if finding.grave] == []
        return Teacher.select().count()


def descendants(number: int) -> list[int]:
    """The processes below one, its own children first."""
    below = [int(child) for child in Path(f"/proc/{number}/task/{number}/children").read_text("ascii").split()]
    return [*below, *(one for child in below for one in descendants(child))]


def kill_all(server: Server) -> None:
    """What a power cut does to the program: every process of the server ends at once."""
    number = server.process.pid
    for one in (number, *descendants(number)):
        try:
            os.kill(one, signal.SIGKILL)
        except ProcessLookupError:
            continue
    server.process.wait()


def import_over_ssh(school: School, clock: Clock, book: Path) -> None:
    """Take a workbook in over SSH, with the server killed on the way, and once more until it is in."""
    rng, before = random.Random(7), people_in(school.file)
    with clock.step(
        f"{KILLS} times: import {PEOPLE} people over SSH, kill -9 of the server on the way, start again"
    ) as tell:
        found = []
        for number in range(KILLS):
            with Server(school) as server, book.open("rb") as content:
                log = school.file.with_name("school.db-wal")
                written = log.stat().st_size if log.exists() else 0
                client = subprocess.Popen(
                    server.command("wang", "import", "roster", "-", "--yes"),
                    stdin=content,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
                if number % 2:
                    time.sleep(0.2 + rng.random())
                else:  # in the very moment of writing, or just after it; coming in writes a little too
                    while client.poll() is None and (not log.exists() or log.stat().st_size < written + 60_000):
                        time.sleep(0.0005)
                kill_all(server)
                client.wait()
            there = people_in(school.file) - before
            assert there in (0, PEOPLE), f"{there} of {PEOPLE}"
            found.append("all" if there else "none")
            if there:
                with Store.open(school.file, OFFICE) as store:
                    newest = store.latest_change()
                undone = yanxiu(school.file, "undo", str(newest))
                assert undone.returncode == 0, undone.stderr
        tell(f"there afterwards: {', '.join(found)}; nothing half")
    with clock.step("start again and import once more") as tell, Server(school) as server:
        done = server.run("wang", "import", "roster", "-", "--yes", input=book.read_bytes())
        assert done.returncode == 0, done.stderr.decode()
        tell(done.stderr.decode().strip().splitlines()[-1])
    assert people_in(school.file) == before + PEOPLE


def damage_and_repair(file: Path, clock: Clock) -> None:
    sound = Sound.read(file)
    column = sound.column("teacher", "name")
    row_id = column.rows[40]
    with clock.step("one bit of a name flipped in the closed file; check") as tell:
        sound.damaged(file, column, row_id, random.Random(3))
        found = yanxiu(file, "check", "--format", "json")
        assert found.returncode == 1
        assert f'"row": {row_id}' in found.stdout
        tell(next(finding.what for finding in check_file(file) if finding.row_id == row_id))
    with clock.step("check --repair") as tell:
        done = yanxiu(file, "check", "--repair", "--yes")
        assert [finding for finding in check_file(file) if finding.grave] == [], done.stderr
        tell(next(line for line in done.stderr.splitlines() if "改回" in line))


def back_to_a_moment(file: Path, folder: Path, clock: Clock) -> None:
    def call(number: int) -> None:
        with Store.open(file, OFFICE) as store, store.change("roster.type"):
            update_record(Teacher, 1, {"phone": f"1390000000{number}"})

    def phone() -> str:
        with Store.open(file, OFFICE):
            return Teacher.get_by_id(1).phone

    with clock.step("running copy begun in another folder"):
        assert yanxiu(file, "backup", "--journal", str(folder)).returncode == 0
    call(1)
    moment = datetime.now()
    time.sleep(1.1)  # a moment is given by the second
    call(2)
    call(3)
    with clock.step("running copy brought up to date and proven") as tell:
        proven = yanxiu(file, "backup", "--prove")
        assert proven.returncode == 0, proven.stderr
        tell(proven.stderr.strip())
    with clock.step("restore --until a moment before two wrong changes") as tell:
        done = yanxiu(file, "restore", "--until", f"{moment:%Y-%m-%d %H:%M:%S}", "--yes")
        assert done.returncode == 0, done.stderr
        tell(done.stderr.strip().splitlines()[0])
    assert phone() == "13900000001"
    assert yanxiu(file, "check").returncode in (0, 1)


def move_to_a_server(file: Path, clock: Clock) -> None:
    if why := missing():
        print(f"         not done: {why}")
        return
    with cluster(fsync="on", synchronous_commit="on", full_page_writes="on") as running:
        address = running.address(running.database())
        before = people_in(file)
        with clock.step("move --to postgresql://…") as tell:
            moved = yanxiu(file, "move", "--to", address)
            assert moved.returncode == 0, moved.stderr
            tell(f"{file.stat().st_size / 2**20:.1f} MB")
        with clock.step("carry on there: an edit, undo, check"):
            with Store.open(address, OFFICE) as store, store.change("roster.type") as doing:
                update_record(Teacher, 1, {"phone": "13900000009"})
            undone = yanxiu(address, "undo", str(doing.id))
            assert undone.returncode == 0, undone.stderr
            with Store.open(address, OFFICE):
                assert Teacher.get_by_id(1).phone == "13900000001"
            assert people_in(address) == before


def main() -> None:
    if not (present("ssh") and present("ssh-keygen")):
        sys.exit("the rehearsal needs the OpenSSH client")
    clock = Clock()
    with tempfile.TemporaryDirectory(prefix="yx-rehearsal-") as room:
        folder = Path(room)
        with clock.step("a sample school, with a year's records, and accounts with keys"):
            school = School(folder, lambda file: found_sample(file, OFFICE, history=True))
        book = workbook(folder / "名单.xlsx", PEOPLE)
        import_over_ssh(school, clock, book)
        damage_and_repair(school.file, clock)
        back_to_a_moment(school.file, folder / "other disk", clock)
        move_to_a_server(school.file, clock)
    clock.end()


if __name__ == "__main__":
    main()
