"""What the programs do that are run behind the shim: ``python -m tests.faults.work WHAT FILE …``."""

from __future__ import annotations

import errno
import json
import random
import sys
from pathlib import Path

from models.journal.undo import NothingToUndo, undo
from models.journal.writing import delete_record, insert_records, update_record
from models.store import Actor, Store, change
from models.store.errors import StoreError
from models.tables.people import Teacher
from tests.faults.shim import Shim


def act(store: Store, rng: random.Random, token: str) -> int | None:
    """One action of a random kind and size, its size for its reason; the number of its change set."""
    own = [row.id for row in Teacher.select(Teacher.id).where(Teacher.remark == store.actor.name).limit(60)]
    rng.shuffle(own)
    kind = rng.choice(("insert", "insert", "update", "delete", "undo") if len(own) > 20 else ("insert", "update"))
    if kind == "undo":
        try:
            return undo(store).id
        except NothingToUndo:
            return None
    size = rng.choice((1, 1, 2, 40)) if kind == "insert" else min(len(own), rng.choice((1, 1, 5, 20)))
    with store.change(f"roster.{kind}", str(size)) as doing:
        if kind == "insert":
            rows = [{"staff_no": f"{token}-{n}", "name": "李芳", "remark": store.actor.name} for n in range(size)]
            insert_records(Teacher, rows)
        for row_id in own[:size] if kind != "insert" else ():
            if kind == "update":
                update_record(Teacher, row_id, {"phone": token, "name": "王芳"})
            else:
                delete_record(Teacher, row_id)
    return doing.id


def edit(file: Path, seed: int, count: int, mode: str) -> None:
    """Do ``count`` actions, each marked in the record once it is said to be saved. ``mode`` is 'shipped' for how the
    program does it, or the setting of SQLite's synchronous with no sync of our own."""
    rng, shim = random.Random(seed), Shim()
    store = Store.open(file, Actor(f"writer{seed}"))
    store.db.frames = rng.choice((20, 60, 1000))
    if mode != "shipped":
        store.db.pragma("synchronous", mode)
        change.make_durable = lambda _: None
    for number in range(count):
        set_id = act(store, rng, f"{seed}-{number}")
        if set_id is not None:
            shim.mark(set_id)
        if rng.random() < 0.02:  # people come and go; the last one's going takes the log away
            store.close()
            store = Store.open(file, Actor(f"writer{seed}"))
            if mode != "shipped":
                store.db.pragma("synchronous", mode)
    store.close()


def fail(file: Path, first: int, last: int, error: int) -> None:
    """Let the write after ``first``, ``first`` + 1, … writes fail, once and for good; tell of each as a line of JSON:
    what was saved, which sentences were told, and whether work went on afterwards."""
    shim, rng = Shim(), random.Random(first * 1000 + error)
    store = Store.open(file, Actor("writer"))
    store.db.frames = 20
    for point in range(first, last):
        saved: list[int] = []
        told: list[tuple[str, str]] = []
        shim.arm(point, -1, error, stays=bool(point % 2))
        for number in range(point // 4 + 3):
            try:
                if (set_id := act(store, rng, f"{error}-{point}-{number}")) is not None:
                    saved.append(set_id)
            except StoreError as problem:
                told.append((type(problem).__name__, str(problem)))
                break
        met = shim.disarm()
        try:
            with store.change("roster.type", "1") as doing:
                insert_records(Teacher, [{"staff_no": f"after-{error}-{point}"}])
            resumed = doing.id
        except StoreError as problem:
            resumed = f"{type(problem).__name__}: {problem}"
        print(json.dumps({"point": point, "met": met, "saved": saved, "told": told, "resumed": resumed}), flush=True)
    store.close()


def unsynced(file: Path) -> None:
    """Let one sync fail, in the middle of work; tell what the person hears, then, once more, and after a new start."""
    shim = Shim()

    def write(number: int) -> int | str:
        try:
            with store.change("roster.type", "1") as doing:
                insert_records(Teacher, [{"staff_no": str(number)}])
        except StoreError as problem:
            return f"{type(problem).__name__}: {problem}"
        assert doing.id is not None
        return doing.id

    store = Store.open(file, Actor("writer"))
    told = {"before": write(1)}
    shim.arm(-1, 0, errno.EIO, stays=False)
    told |= {"first": write(2), "second": write(3)}
    store.close()
    store = Store.open(file, Actor("writer"))
    told["anew"] = write(4)
    store.close()
    print(json.dumps(told))


if __name__ == "__main__":
    what, path, *rest = sys.argv[1:]
    if what == "edit":
        edit(Path(path), int(rest[0]), int(rest[1]), rest[2])
    elif what == "unsynced":
        unsynced(Path(path))
    elif what == "typed":
        from tests.faults.typed import typed  # the whole app: only for this

        typed(Path(path))
    else:
        fail(Path(path), int(rest[0]), int(rest[1]), int(rest[2]))
