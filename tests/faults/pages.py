"""Where in a SQLite file the bytes of one field lie, read from its pages (sqlite.org/fileformat2.html), so that exactly
these can be damaged: not an index that has them too, and also what lies on overflow pages."""

from __future__ import annotations

from collections.abc import Iterator

_INTERIOR, _LEAF = 5, 13
_SIZES = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)


class Pages:
    """The tables of a closed store's file."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.size = int.from_bytes(content[16:18], "big") or 65536
        self._usable = self.size - content[20]
        self._places: dict[int, dict[int, tuple[int, int]]] = {}

    def places(self, root: int, row_id: int, column: int) -> list[int]:
        """The offset of every byte of a column, counted from 0, of the row in the table with that root page."""
        if root not in self._places:
            self._places[root] = {number: (at, size) for number, at, size in self._rows(root)}
        at, size = self._places[root][row_id]
        offsets = self._payload(at, size)
        record = bytes(self.content[offset] for offset in offsets)
        head, here = _varint(record, 0)
        kinds = []
        while here < head:
            kind, here = _varint(record, here)
            kinds.append(kind)
        begin = head + sum(_length(kind) for kind in kinds[:column])
        return offsets[begin : begin + _length(kinds[column])]

    def _rows(self, page: int) -> Iterator[tuple[int, int, int]]:
        """Each row's number, where its payload begins and how long that is."""
        start = (page - 1) * self.size
        head = start + (100 if page == 1 else 0)
        kind, count = self.content[head], self._number(head + 3, 2)
        first = head + (12 if kind == _INTERIOR else 8)
        for cell in (start + self._number(first + 2 * n, 2) for n in range(count)):
            if kind == _INTERIOR:
                yield from self._rows(self._number(cell, 4))
            else:
                assert kind == _LEAF
                size, at = _varint(self.content, cell)
                row_id, at = _varint(self.content, at)
                yield row_id, at, size
        if kind == _INTERIOR:
            yield from self._rows(self._number(head + 8, 4))

    def _payload(self, at: int, size: int) -> list[int]:
        usable = self._usable
        local = size
        if size > usable - 35:
            least = (usable - 12) * 32 // 255 - 23
            local = least + (size - least) % (usable - 4)
            local = local if local <= usable - 35 else least
        found = list(range(at, at + local))
        page = self._number(at + local, 4) if local < size else 0
        while len(found) < size:
            start = (page - 1) * self.size
            found += range(start + 4, start + 4 + min(usable - 4, size - len(found)))
            page = self._number(start, 4)
        return found

    def _number(self, at: int, size: int) -> int:
        return int.from_bytes(self.content[at : at + size], "big")


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    for _ in range(8):
        value = value << 7 | content[at] & 0x7F
        at += 1
        if content[at - 1] < 0x80:
            return value, at
    return value << 8 | content[at], at + 1


def _length(kind: int) -> int:
    return _SIZES[kind] if kind < len(_SIZES) else (kind - 12) // 2
