"""For the test of kills: types into the roster as the grid does, without a screen, until it is killed."""

from __future__ import annotations

import random
from multiprocessing.connection import Connection
from pathlib import Path

from models.actions.desk import Desk
from models.registers.source import CellEdit
from models.store import Actor, Store

WHO = "typist"
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴", "芳明玲强艳军洁磊娜涛"


def type_until_killed(pipe: Connection, path: Path, seed: int) -> None:
    """Type and leave cells without end. Reports ('kept', row, field, text) once the text of the open cell is said to
    be kept, ('leaving', ...) before a cell is left, ('left', ...) once it is said to be saved; row -1 is a new one."""
    rng = random.Random(seed)
    source = Desk(Store.open(path, Actor(WHO, "test"))).source("roster")
    number = 0
    while True:
        number += 1
        row = source.row(rng.randrange(len(source))) if len(source) and rng.random() < 0.8 else None
        if row:
            field, text = rng.choice(("remark", "major", "graduated_from")), f"第{seed}次第{number}格"
        else:
            field, text = "name", rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(GIVEN)
        row_id = row.id if row else -1
        for end in range(1, len(text)):
            source.keep_typing(row_id, field, text[:end])
            pipe.send(("kept", row_id, field, text[:end]))
        pipe.send(("leaving", row_id, field, text))
        outcome = source.edit([CellEdit(row_id, field, text, row.texts[field] if row else "")], "type")
        source.keep_typing(row_id, field, "")
        pipe.send(("left", outcome.added[0] if outcome.added else row_id, field, text))
