"""Carries bytes between an SSH channel and a process, and never holds more of them than a bound allows."""

from __future__ import annotations

import asyncio
import errno
import os
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

READ = 32_768
UNSENT_MOST = 256 * 1024
"""Bytes that may wait for a client that does not read; then its process has to wait."""
UNSENT_LOW = UNSENT_MOST // 4
UNTAKEN_MOST = 64 * 1024
"""Bytes that may wait for a process that does not read; then its client has to wait."""
UNTAKEN_LOW = UNTAKEN_MOST // 4
LOOK_AGAIN = 0.05


class Output:
    """From the process's handles to the channel; ``errors`` tells which of them carry what the process complains of.

    The SSH library bounds what its own channel holds but not what the socket under it does (`unsent` tells), so both
    are watched.
    """

    def __init__(
        self, errors: Mapping[int, bool], channel: Any, unsent: Callable[[], int], when_done: Callable[[], None]
    ) -> None:
        self._errors = dict(errors)
        self._channel = channel
        self._unsent = unsent
        self._when_done = when_done
        self._loop = asyncio.get_running_loop()
        self._full = False  # the channel's own window
        self._waiting = False  # for the socket
        self._reading = False
        self._read(True)

    @property
    def done(self) -> bool:
        return not self._errors

    def channel_full(self, full: bool) -> None:
        self._full = full
        self._read(not self._full and not self._waiting)

    def close(self) -> None:
        """Read no more; what the process still writes has no reader."""
        self._read(False)
        for handle in self._errors:
            os.close(handle)
        self._errors.clear()

    def _read(self, wanted: bool) -> None:
        if wanted == self._reading:
            return
        self._reading = wanted
        for handle in self._errors:
            if wanted:
                self._loop.add_reader(handle, self._readable, handle)
            else:
                self._loop.remove_reader(handle)

    def _readable(self, handle: int) -> None:
        try:
            content = os.read(handle, READ)
        except BlockingIOError:
            return
        except OSError as error:
            if error.errno != errno.EIO:  # how a pseudo-terminal says that nobody has it open any more
                raise
            content = b""
        if content:
            (self._channel.write_stderr if self._errors[handle] else self._channel.write)(content)
            if self._unsent() > UNSENT_MOST:
                self._waiting = True
                self._read(False)
                self._loop.call_later(LOOK_AGAIN, self._look_again)
            return
        self._loop.remove_reader(handle)
        os.close(handle)
        del self._errors[handle]
        if not self._errors:
            self._when_done()

    def _look_again(self) -> None:
        if self._unsent() > UNSENT_LOW:
            self._loop.call_later(LOOK_AGAIN, self._look_again)
            return
        self._waiting = False
        if not self.done:
            self._read(not self._full)


class Input:
    """From the channel to the process, as fast as it reads and as ``rate`` bytes a second allow."""

    def __init__(self, handle: int, channel: Any, rate: int, when_throttled: Callable[[], None]) -> None:
        self._handle = handle
        self._channel = channel
        self._rate = rate
        self._when_throttled = when_throttled
        self._loop = asyncio.get_running_loop()
        self._buffer: deque[bytes] = deque()
        self._held = 0
        self._allowance = float(rate)
        self._counted_at = self._loop.time()
        self._paused = False
        self._ended = False
        self._writing = False

    @property
    def is_open(self) -> bool:
        return self._handle >= 0

    def give(self, content: bytes) -> None:
        """Content from the client, in order."""
        if self._handle < 0:
            return
        self._buffer.append(content)
        self._held += len(content)
        self._spend(len(content))
        if not self._writing:
            self._write()
        if self._held > UNTAKEN_MOST:
            self._pause()

    def end(self) -> None:
        """The client has no more: the process learns of it after the last byte."""
        self._ended = True
        if not self._buffer:
            self.close()

    def close(self) -> None:
        if self._handle >= 0:
            if self._writing:
                self._loop.remove_writer(self._handle)
            os.close(self._handle)
            self._handle = -1
        self._buffer.clear()
        self._held = 0

    def _spend(self, size: int) -> None:
        now = self._loop.time()
        self._allowance = min(float(self._rate), self._allowance + (now - self._counted_at) * self._rate) - size
        self._counted_at = now
        if self._allowance < 0:
            self._when_throttled()
            self._pause()
            self._loop.call_later(-self._allowance / self._rate, self._resume)

    def _pause(self) -> None:
        if not self._paused:
            self._paused = True
            self._channel.pause_reading()

    def _resume(self) -> None:
        earned = self._allowance + (self._loop.time() - self._counted_at) * self._rate
        if self._paused and self._held <= UNTAKEN_LOW and earned >= -1:
            self._paused = False
            self._channel.resume_reading()

    def _write(self) -> None:
        while self._buffer:
            content = self._buffer[0]
            try:
                written = os.write(self._handle, content)
            except BlockingIOError:
                if not self._writing:
                    self._writing = True
                    self._loop.add_writer(self._handle, self._write)
                return
            except OSError:  # the process has closed its input
                self.close()
                self._resume()
                return
            self._held -= written
            if written == len(content):
                self._buffer.popleft()
            else:
                self._buffer[0] = content[written:]
            self._resume()
        if self._writing:
            self._writing = False
            self._loop.remove_writer(self._handle)
        if self._ended:
            self.close()
