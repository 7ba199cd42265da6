"""Turning a connection away with a sentence that the client shows, without reading what it says."""

from __future__ import annotations

import selectors
import socket
import struct
from contextlib import suppress

from data.words import t

VERSION = b"SSH-2.0-Yanxiu\r\n"
_TOO_MANY_CONNECTIONS = 12  # RFC 4253, 11.1
_LINGER = 2.0
_MOST = 64


def goodbye(words: str) -> bytes:
    """The version line and a disconnect message before any key exchange."""
    text = words.encode()
    payload = struct.pack(">BII", 1, _TOO_MANY_CONNECTIONS, len(text)) + text + struct.pack(">I", 0)
    padding = 8 - (len(payload) + 5) % 8
    padding += 8 if padding < 4 else 0
    return VERSION + struct.pack(">IB", len(payload) + padding + 1, padding) + payload + bytes(padding)


class Refusals:
    """Refused connections, kept for a moment: closing at once would take the sentence back before it is read."""

    def __init__(self, selector: selectors.BaseSelector) -> None:
        self._selector = selector
        self._open: dict[socket.socket, float] = {}

    def refuse(self, connection: socket.socket, why: str, now: float) -> None:
        """Say the sentence named ``why`` and close."""
        connection.setblocking(False)
        with suppress(OSError):
            connection.send(goodbye(t(f"serve.refused_{why}")))  # family serve.refused_*
            connection.shutdown(socket.SHUT_WR)
        if len(self._open) >= _MOST:
            self._close(next(iter(self._open)))
        self._open[connection] = now
        self._selector.register(connection, selectors.EVENT_READ, self._drop)

    def close_old(self, now: float) -> None:
        for connection, since in list(self._open.items()):
            if now - since > _LINGER:
                self._close(connection)

    def forget(self) -> None:
        """In a new process: these are the listener's."""
        for connection in self._open:
            connection.close()

    def _drop(self, connection: socket.socket) -> None:
        try:
            more = connection.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            more = b""
        if not more:
            self._close(connection)

    def _close(self, connection: socket.socket) -> None:
        self._open.pop(connection, None)
        self._selector.unregister(connection)
        connection.close()
