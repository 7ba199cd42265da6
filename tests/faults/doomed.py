"""What the processes do that are killed: each works without end and reports what it was told to be done."""

from __future__ import annotations

import random
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from multiprocessing.connection import Connection
from pathlib import Path

from models.journal.undo import undo
from models.journal.writing import insert_records
from models.store import Actor, Store
from models.store.backup import backup
from models.tables.people import Teacher
from tui.cli import main


def import_until_killed(pipe: Connection, file: Path, seed: int) -> None:
    """Take in lists of up to 400 people, and take every third back again."""
    rng = random.Random(seed)
    store = Store.open(file, Actor(f"import{seed}"))
    store.db.frames = rng.choice((5, 100, 1000))
    number = 0
    while True:
        number += 1
        size = rng.randrange(100, 400)
        with store.change("roster.import", str(size)) as doing:
            insert_records(Teacher, [{"staff_no": f"{seed}-{number}-{n}", "name": "李芳"} for n in range(size)])
        pipe.send(doing.id)
        if number % 3 == 0:
            pipe.send(undo(store).id)


def import_workbook(pipe: Connection, file: Path, book: Path) -> None:
    """Take in a workbook by the program's own verb; report the status with which that ends."""
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        status = main(["--store", str(file), "import", "roster", str(book), "--yes"])
    pipe.send(status)


def back_up_until_killed(pipe: Connection, file: Path, seed: int) -> None:
    """Copy the store again and again, under new names and over old ones, while it is written to."""
    store = Store.open(file, Actor(f"backup{seed}"))
    number = 0
    while True:
        number += 1
        with store.change("roster.type", "1") as doing:
            insert_records(Teacher, [{"staff_no": f"{seed}-{number}"}])
        made = backup(store, file.parent / "copies" / f"{seed}-{number % 3}.db")
        pipe.send((doing.id, made.name))
