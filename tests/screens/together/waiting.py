"""For tests: waiting for what another process does to arrive."""

from __future__ import annotations

from collections.abc import Callable

from tests.screens.roster.office import Office


async def until(it: Office, seen: Callable[[], bool]) -> None:
    """Let the app go on until it is so."""
    for _ in range(1000):
        if seen():
            await it.settle()
            return
        await it.pilot.pause(0.01)
    raise AssertionError(f"it never came\n{it.shown}")
