"""What a disk may hold after the power went: the record of the shim, replayed up to a point, without what no sync
had reached - or with some of it, in any order, torn at sectors."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
_HEAD = struct.Struct("<cIqI")


@dataclass(frozen=True, slots=True)
class Step:
    """One record: 'W'rite, 'T'runcate, 'S'ync, 'C'reate, 'U'nlink, 'R'ename, or 'K' for an acknowledgement."""

    kind: str
    path: str
    number: int
    data: bytes


def steps_in(log: Path) -> Iterator[Step]:
    """The records of a shim's log in the order in which they were done."""
    raw, at = log.read_bytes(), 0
    while at + _HEAD.size <= len(raw):
        kind, path, number, size = _HEAD.unpack_from(raw, at)
        begin = at + _HEAD.size
        at = begin + path + size
        yield Step(kind.decode(), raw[begin : begin + path].decode(), number, raw[begin + path : at])


@dataclass(slots=True)
class _File:
    durable: bytearray
    pending: list[Step] = field(default_factory=list)


class Disk:
    """A folder's files as far as they are on the disk for certain, and what is still on its way there.

    Names follow a journal as those of ext4 and xfs do: the changes of names reach the disk in their order, all those
    before a sync of a file or of a folder with it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names = {str(path): _File(bytearray(path.read_bytes())) for path in folder.rglob("*") if path.is_file()}
        """As the running programs see them."""
        self.sure = dict(self.names)
        self.moves: list[Step] = []
        """Changes of names that may not have reached the disk, oldest first, with the file that each is about."""
        self._about: list[_File | None] = []

    def do(self, step: Step) -> None:
        """Let one step of the programs happen."""
        if step.kind == "C":
            self.names[step.path] = _File(bytearray())
            self._move(step, self.names[step.path])
        elif step.kind == "U":
            self.names.pop(step.path, None)
            self._move(step, None)
        elif step.kind == "R":
            file = self.names.pop(step.path)
            self.names[step.data.decode()] = file
            self._move(step, file)
        elif step.kind == "S":
            for move, about in zip(self.moves, self._about, strict=True):
                _apply_name(self.sure, move, about)
            self.moves.clear()
            self._about.clear()
            if (file := self.names.get(step.path)) is not None:
                for pending in file.pending:
                    _apply(file.durable, pending)
                file.pending.clear()
        elif step.kind in "WT":
            self.names.setdefault(step.path, _File(bytearray())).pending.append(step)

    def after_power_cut(self, target: Path, rng: random.Random) -> None:
        """Write into the empty folder ``target`` one of the states in which the disk may be now."""
        names = dict(self.sure)
        reached = rng.randrange(len(self.moves) + 1)
        for move, about in zip(self.moves[:reached], self._about, strict=False):
            _apply_name(names, move, about)
        fate = rng.choice(("none", "all", "some", "some", "torn"))  # of what no sync has reached
        for path, file in names.items():
            if path.endswith("-shm"):
                continue  # memory that processes share; nothing trusts it after a start
            content = bytearray(file.durable)
            for step in file.pending:
                if fate == "all" or (fate != "none" and rng.random() < 0.5):
                    _apply(content, step, rng if fate == "torn" else None)
            place = target / Path(path).relative_to(self.folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)

    def _move(self, step: Step, about: _File | None) -> None:
        self.moves.append(step)
        self._about.append(about)


def _apply_name(names: dict[str, _File], step: Step, about: _File | None) -> None:
    if step.kind == "C":
        assert about is not None
        names[step.path] = about
        return
    names.pop(step.path, None)
    if step.kind == "R" and about is not None:
        names[step.data.decode()] = about


def _apply(content: bytearray, step: Step, rng: random.Random | None = None) -> None:
    """Put a write or a truncation into a file; with ``rng`` each sector of a write gets there or does not."""
    if step.kind == "T":
        if step.number < len(content):
            del content[step.number :]
        else:
            content.extend(bytes(step.number - len(content)))
        return
    end = step.number + len(step.data)
    if end > len(content):
        content.extend(bytes(end - len(content)))
    at = step.number
    while at < end:
        stop = min(end, (at // SECTOR + 1) * SECTOR)
        if rng is None or rng.random() < 0.5:
            content[at:stop] = step.data[at - step.number : stop - step.number]
        at = stop
