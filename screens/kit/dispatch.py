"""Who does a command: the first with a ``do_`` method for it, from the widget with the keyboard up to the app.

A command ``grid.ditto`` is done by ``do_grid_ditto()``; a method ``why_not_grid_ditto()`` beside it returns the
sentence why it cannot be done now, or ''. A ``do_`` method may be a coroutine: it then runs as a worker and may wait
for dialogs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any

from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

from models.store.errors import StoreError
from screens.kit.commands import Command
from screens.kit.keymap import commands_for, table

_WITHOUT_STORE = ("app.help", "app.palette")


@dataclass(frozen=True, slots=True)
class Offer:
    """A command that somebody in reach can do, or could: ``why_not`` is the reason in a sentence, '' for ready."""

    command: Command
    doer: DOMNode
    why_not: str


def reach(screen: Screen[Any]) -> list[DOMNode]:
    """Whoever may do a command on that screen, the nearest to the keyboard first, the app last."""
    start: DOMNode = screen.focused or screen
    return list(start.ancestors_with_self)


def offer(command: Command, nodes: Iterable[DOMNode]) -> Offer | None:
    """Who would do it, and why not now; None when nobody in reach knows how."""
    for node in nodes:
        if hasattr(node, f"do_{command.method}"):
            reason = getattr(node, f"why_not_{command.method}", None)
            try:
                return Offer(command, node, (reason() or "") if reason else "")
            except StoreError as error:  # the footer asks while a line is being drawn, whatever the store is like
                return Offer(command, node, str(error))
    return None


def offers(nodes: Sequence[DOMNode]) -> list[Offer]:
    """Everything on offer to those nodes: what the nearest to the keyboard does first, of that what has a key, and what
    works everywhere last."""
    found = [found for command in table().values() if (found := offer(command, nodes))]
    return sorted(found, key=lambda one: (one.command.scope == "app", nodes.index(one.doer), not one.command.keys))


def offer_for_key(key: str, nodes: Sequence[DOMNode], in_dialog: bool = False) -> Offer | None:
    """What that key does here; of several the one nearest to the keyboard."""
    best: Offer | None = None
    for command in commands_for(key):
        found = offer(command, nodes)
        if found is None or (in_dialog and found.doer is nodes[-1] and not command.anywhere):
            continue
        if best is None or nodes.index(found.doer) < nodes.index(best.doer):
            best = found
    return best


def perform(app: App[Any], command_id: str) -> bool:
    """Do it, or say why not; whether it was done. Raises KeyError for a command that does not exist."""
    found = offer(table()[command_id], reach(app.screen))
    return found is not None and carry_out(found)


def carry_out(found: Offer) -> bool:
    """Do what is on offer, or say why not; whether it was done. What the store refuses is told, and nobody leaves."""
    if found.why_not:
        found.doer.app.notify(found.why_not, severity="warning")
        return False
    try:
        _ensure_store(found)
        result = getattr(found.doer, f"do_{found.command.method}")()
    except StoreError as error:
        found.doer.app.notify(str(error), severity="warning")
        return False
    if isawaitable(result):
        found.doer.app.run_worker(_finished(found.doer.app, result), exit_on_error=True)
    return True


def _ensure_store(found: Offer) -> None:
    """What opens a page reads from the first line on: better say that the server is gone while the old page stands.
    Leaving, help, and putting a question away work without it. Raises StoreUnreachable."""
    desk = getattr(found.doer.app, "desk", None)
    command = found.command
    if desk is not None and not (command.anywhere or command.scope == "dialog" or command.id in _WITHOUT_STORE):
        desk.store.ensure_reachable()


async def _finished(app: App[Any], result: Any) -> None:
    try:
        await result
    except StoreError as error:
        app.notify(str(error), severity="warning")
