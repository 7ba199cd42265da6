"""Keys are done in the order in which they were typed, also when a slow line delivers several at once.

A key that is a command travels up from the widget with the keyboard to the app before anybody does it, and what it
opens (a menu, a dialog, another screen) takes the keyboard a moment later still. Keys typed behind it wait until then:
otherwise the digit that was meant for the menu would land in a cell.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from textual.app import App
from textual.dom import DOMNode
from textual.events import Key
from textual.message_pump import MessagePump

_LONGEST = 0.5  # seconds; a widget that goes away with the key in its hands must not stop the keyboard
_TURNS = 20  # of the event loop: until a dialog has closed and a command has asked its next question


class KeyOrder:
    """Holds keys back while a command travels. ``deliver`` is how the app handles a key."""

    def __init__(self, app: App[Any], deliver: Callable[[Key], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._waiting: deque[Key] = deque()
        self._travelling = 0  # the number of the command under way; 0 for none
        self._sent = 0

    def holds(self, event: Key) -> bool:
        """Keep the key for later if a command is under way; whether it was kept."""
        if self._travelling:
            self._waiting.append(event)
        return bool(self._travelling)

    def follow(self, nodes: Sequence[DOMNode]) -> None:
        """A command has just been handed to the first of ``nodes``: hold the keys back until it has passed the last."""
        self._sent += 1
        number = self._travelling = self._sent
        self._app.set_timer(_LONGEST, lambda: self._arrived(number))
        self._pass_on(number, nodes)

    def _pass_on(self, number: int, nodes: Sequence[DOMNode]) -> None:
        # What is called later stands in a widget's queue behind the key, so it leaves after the key has left.
        if not nodes:
            self._app.call_later(self._settle, number)
            return
        first: MessagePump = nodes[0]
        first.call_later(self._pass_on, number, nodes[1:])

    async def _settle(self, number: int) -> None:
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        await self._arrived(number)

    async def _arrived(self, number: int) -> None:
        if number != self._travelling:
            return
        self._travelling = 0
        while self._waiting and not self._travelling:
            await self._deliver(self._waiting.popleft())
