"""What the processes do that the tests start, kill and compare with."""

from __future__ import annotations

import random
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event

import peewee as pw

from models.journal.typing import keep
from models.journal.undo import NothingToUndo, redo, undo
from models.journal.writing import delete_record, insert_records, update_record
from models.store import Actor, Store, making
from models.store.address import ServerAddress
from models.store.errors import StoreError, StoreExists
from models.tables.people import Teacher

CONTEXT = get_context("forkserver")  # its server has no connection open, so that its children may be forked
CONTEXT.set_forkserver_preload([__name__])


def started(work: Callable[..., None], *arguments: object):
    """A process that runs ``work(pipe, *arguments)``, with the pipe on which it reports."""
    here, there = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=work, args=(there, *arguments), daemon=True)
    process.start()
    there.close()
    return process, here


def reports(pipe: Connection) -> list[object]:
    """All that a process reported before it ended; a report that its death cut short was none."""
    found = []
    while True:
        try:
            found.append(pipe.recv())
        except (EOFError, OSError):
            pipe.close()
            return found


def write_until_killed(pipe: Connection, path: Path, seed: int) -> None:
    """Insert, change, delete, undo, redo and type, without end; report each action once it is said to be saved."""
    rng = random.Random(seed)
    store = Store.open(path, Actor(f"writer{seed}"))
    store.db.frames = rng.choice((5, 50, 1000))
    number = 0
    while True:
        number += 1
        kind = rng.randrange(8)
        if kind == 0:
            keep(store, "roster", number, "name", f"{seed}-{number}")
            pipe.send(("typed", number))
        elif kind in (1, 2):
            try:
                pipe.send(("saved", (undo if kind == 1 else redo)(store).id))
            except NothingToUndo:
                continue
        else:
            saved = _write(store, rng, f"{seed}-{number}")
            if saved is not None:
                pipe.send(("saved", saved))


def _write(store: Store, rng: random.Random, token: str) -> int | None:
    own = [row.id for row in Teacher.select(Teacher.id).where(Teacher.remark == store.actor.name).limit(60)]
    rng.shuffle(own)
    kind = rng.choice(("insert", "update", "delete") if len(own) > 20 else ("insert", "update"))
    size = rng.choice((1, 1, 2, 30)) if kind == "insert" else min(len(own), rng.choice((1, 1, 5, 20)))
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


def write_some(pipe: Connection, path: Path, name: str, count: int) -> None:
    """Make the store unless somebody has, add ``count`` teachers, one action each, and report how many were saved."""
    actor = Actor(name)
    try:
        store = Store.create(path, actor)
    except StoreExists:
        store = Store.open(path, actor)
    saved = 0
    for number in range(count):
        with store.change("roster.type") as doing:
            insert_records(Teacher, [{"staff_no": f"{name}-{number}"}])
        saved += doing.id is not None
    store.close()
    pipe.send(saved)


def write_beyond_a_limit(pipe: Connection, path: Path, size: int) -> None:
    """Import more than fits into files of ``size`` bytes; report what the person is told and then a smaller try."""
    import resource

    store = Store.open(path, Actor("writer"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    try:
        with store.change("roster.import"):
            insert_records(Teacher, [{"staff_no": f"x{n}", "remark": "记" * 400} for n in range(2000)])
    except StoreError as error:
        pipe.send((type(error).__name__, str(error)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.getrlimit(resource.RLIMIT_FSIZE)[1],) * 2)
    with store.change("roster.type"):
        insert_records(Teacher, [{"staff_no": "after"}])
    pipe.send("resumed")


def migrate(pipe: Connection, path: Path, migrations: Path) -> None:
    """Open an older store, with a program whose migrations lie in that folder."""
    making.MIGRATIONS = migrations
    Store.open(path, Actor("admin")).close()
    pipe.send("migrated")


def migrate_on_server(pipe: Connection, address: ServerAddress, migrations: Path) -> None:
    """The same of a school on a server."""
    from models.store import making_postgres

    making_postgres.MIGRATIONS = migrations
    making.MIGRATIONS = migrations
    Store.open_at(address, Actor("admin")).close()
    pipe.send("migrated")


def type_beside(pipe: Connection, address: str, name: str, row_id: int) -> None:
    """Sit down at another machine: be seen in the roster, half type a cell there, rename that teacher, and stay."""
    from models.actions.company import Company

    store = Store.open(address, Actor(name, "machine"))
    Company(store).say_here("roster")
    keep(store, "roster", row_id, "remark", "正在录")
    with store.change("roster.type") as doing:
        update_record(Teacher, row_id, {"name": f"{name}改"})
    pipe.send(doing.id)
    Event().wait()


def older(database: pw.SqliteDatabase) -> None:
    """Make a store of today look as one did before the teachers' Mandarin levels were kept."""
    from models.store import schema

    with database.atomic():
        schema.drop_triggers(database)
        database.execute_sql('ALTER TABLE "teacher" DROP COLUMN "putonghua"')
        database.execute_sql("PRAGMA user_version = 0")
