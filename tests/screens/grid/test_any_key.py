"""Whatever is typed, the grid stays whole: its cursor on a cell, its lines as wide as the screen, nothing thrown."""

from __future__ import annotations

import random

import pytest
from rich.cells import cell_len
from textual import events

from screens.kit.keymap import table
from tests.screens.grid.harness import desk

PRINTABLE = [*"012345王小明wxm+*/? .-，、１＋　", "[/]", "™", "\ufffd", '"']
PASTES = ["甲", "甲\t1\n乙\t2", "\t\n", "x\r\ry\r\r", '"a\nb"\tc', "[red]"]


SIZES = [(72, 14), (120, 30), (20, 4), (9, 2)]


@pytest.mark.parametrize("seed", range(12))
async def test_a_thousand_keys_at_random(seed: int):
    rng = random.Random(seed)
    width, height = SIZES[seed % len(SIZES)]
    keys = sorted({key for command in table().values() if command.scope in ("grid", "app") for key in command.keys})
    async with desk(rows=8, size=(width, height)) as it:
        grid = it.grid
        for _ in range(1000):
            it.app.clock.now += rng.choice((0.001, 0.1, 0.4, 2.0))
            what = rng.random()
            if what < 0.45:
                text = rng.choice(PRINTABLE)
                grid.on_key(events.Key(text, text[0]))
            elif what < 0.95:
                key = rng.choice(keys)
                grid.on_key(events.Key(key, None))
            elif what < 0.99:
                grid.on_paste(events.Paste(rng.choice(PASTES)))
            else:
                it.source.interfere(rng.randrange(len(it.source)), "name", "别人") if len(it.source) else None
                grid.reload()
            row = grid.current
            assert grid.cursor == (row.id if row else None, grid.column.field)
            assert row is None or it.source.index_of(row.id) is not None
            if rng.random() < 0.05:
                assert {cell_len(line) for line in it.lines()} == {width}
                await it.pilot.pause()
        assert len(it.source.log) > 50
