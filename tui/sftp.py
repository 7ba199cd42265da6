"""Just enough of SFTP (version 3) for scp and sftp to put files into the drop box; everything else is refused.

The protocol is the IETF's draft-ietf-secsh-filexfer-02. It runs over plain descriptors, so that `yanxiu serve` and the
host's own sshd offer the same.
"""

from __future__ import annotations

import os
import stat
import struct
from pathlib import Path

from data.dropbox import BoxLimits, Incoming, NotTaken, box_of
from data.words import t

VERSION = 3
_INIT, _OPEN, _CLOSE, _READ, _WRITE, _LSTAT, _FSTAT, _SETSTAT, _FSETSTAT = 1, 3, 4, 5, 6, 7, 8, 9, 10
_REALPATH, _STAT = 16, 17
_VERSION, _STATUS, _HANDLE, _NAME, _ATTRS = 2, 101, 102, 104, 105
_OK, _NO_SUCH_FILE, _DENIED, _FAILURE, _BAD, _UNSUPPORTED = 0, 2, 3, 4, 5, 8
_FOR_READING, _FOR_WRITING, _APPEND = 1, 2, 4
_HAS_MODE = 4
_LONGEST = 256 * 1024 + 1024
_MOST_OPEN = 8
_ROOTS = ("", ".", "/", "./", "/.")


class _Broken(Exception):
    """The client does not speak the protocol."""


class _Packet:
    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def number(self, form: str = ">I") -> int:
        size = struct.calcsize(form)
        if self._at + size > len(self._content):
            raise _Broken
        (found,) = struct.unpack_from(form, self._content, self._at)
        self._at += size
        return found

    def text(self) -> bytes:
        size = self.number()
        if self._at + size > len(self._content):
            raise _Broken
        self._at += size
        return self._content[self._at - size : self._at]


def serve_sftp(store_file: Path, login: str, limits: BoxLimits, source: int, target: int) -> int:
    """Answer until the client leaves; what it had not finished by then is taken away again. The exit status."""
    box = _Box(box_of(store_file, login), limits)
    try:
        while (size := _read(source, 4)) is not None:
            (length,) = struct.unpack(">I", size)
            if not 1 <= length <= _LONGEST:
                return 1
            content = _read(source, length)
            if content is None:
                return 1
            answer = box.answer(content[0], _Packet(content[1:]))
            _write(target, struct.pack(">I", len(answer)) + answer)
    except (_Broken, BrokenPipeError):
        return 1
    finally:
        box.leave()
    return 0


class _Box:
    """The files that one client has open for writing."""

    def __init__(self, folder: Path, limits: BoxLimits) -> None:
        self._folder = folder
        self._limits = limits
        self._open: dict[bytes, Incoming] = {}
        self._opened = 0

    def leave(self) -> None:
        for incoming in self._open.values():
            incoming.abandon()

    def answer(self, kind: int, packet: _Packet) -> bytes:
        if kind == _INIT:
            return struct.pack(">BI", _VERSION, VERSION)
        number = packet.number()
        try:
            return self._do(kind, number, packet)
        except NotTaken as reason:
            return _status(number, _FAILURE, str(reason))

    def _do(self, kind: int, number: int, packet: _Packet) -> bytes:
        if kind == _OPEN:
            return self._do_open(number, packet)
        if kind == _WRITE:
            return self._do_write(number, packet)
        if kind == _CLOSE:
            incoming = self._open.pop(packet.text(), None)
            if incoming is None:
                return _status(number, _FAILURE, t("dropbox.no_handle"))
            incoming.finish()
            return _status(number, _OK, "")
        if kind == _REALPATH:
            path = packet.text()
            shown = b"/" if _is_root(path) else b"/" + path.lstrip(b"./")
            return struct.pack(">BII", _NAME, number, 1) + _string(shown) + _string(shown) + struct.pack(">I", 0)
        if kind in (_STAT, _LSTAT):
            if not _is_root(packet.text()):
                return _status(number, _NO_SUCH_FILE, t("dropbox.no_looking"))
            return _attributes(number, stat.S_IFDIR | 0o300)
        if kind == _FSTAT:
            return _attributes(number, stat.S_IFREG | 0o200)
        if kind == _FSETSTAT:
            return _status(number, _OK, "")  # scp -p asks for times and a mode; the box keeps its own
        code = _DENIED if kind in range(1, 21) else _UNSUPPORTED
        return _status(number, code, t("dropbox.only_writing"))

    def _do_open(self, number: int, packet: _Packet) -> bytes:
        path, flags = packet.text(), packet.number()
        if not flags & _FOR_WRITING or flags & (_FOR_READING | _APPEND):
            return _status(number, _DENIED, t("dropbox.only_writing"))
        if len(self._open) >= _MOST_OPEN:
            return _status(number, _FAILURE, t("dropbox.one_by_one"))
        name = _decoded(path)
        while name.startswith(("./", "/")):
            name = name.removeprefix("./").removeprefix("/")
        if "/" in name:
            return _status(number, _DENIED, t("dropbox.no_folders"))
        incoming = Incoming(self._folder, name, self._limits)
        self._opened += 1
        handle = struct.pack(">I", self._opened)
        self._open[handle] = incoming
        return struct.pack(">BI", _HANDLE, number) + _string(handle)

    def _do_write(self, number: int, packet: _Packet) -> bytes:
        handle, offset, content = packet.text(), packet.number(">Q"), packet.text()
        incoming = self._open.get(handle)
        if incoming is None:
            return _status(number, _FAILURE, t("dropbox.no_handle"))
        if offset != incoming.size:
            self._open.pop(handle).abandon()
            return _status(number, _FAILURE, t("dropbox.in_order"))
        try:
            incoming.write(content)
        except NotTaken:
            self._open.pop(handle)
            raise
        return _status(number, _OK, "")


def _is_root(path: bytes) -> bool:
    return _decoded(path) in _ROOTS


def _decoded(path: bytes) -> str:
    """A name as its sender's system writes it: UTF-8, or the encoding of an older Chinese Windows."""
    try:
        return path.decode()
    except UnicodeDecodeError:
        return path.decode("gb18030", "replace")


def _status(number: int, code: int, words: str) -> bytes:
    return struct.pack(">BII", _STATUS, number, code) + _string(words.encode()) + _string(b"")


def _attributes(number: int, mode: int) -> bytes:
    return struct.pack(">BIII", _ATTRS, number, _HAS_MODE, mode)


def _string(content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + content


def _read(source: int, size: int) -> bytes | None:
    """Exactly so many bytes; None when the client has left before."""
    found = bytearray()
    while len(found) < size:
        more = os.read(source, size - len(found))
        if not more:
            return None
        found += more
    return bytes(found)


def _write(target: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(target, view) :]
