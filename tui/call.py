"""One run of a verb: what was asked, whose store, who asks."""

from __future__ import annotations

import argparse
import getpass
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from data.words import t
from tui import way_back
from tui.output import narrate
from tui.preferences import Preferences, own_preferences
from tui.status import NO_STORE, NOT_ALLOWED, Refused

if TYPE_CHECKING:
    from models.actions.desk import Desk
    from models.store import Actor, Store
    from tui.session import Ask


class Call:
    """What a verb gets. ``options`` are the parsed arguments, those of the verb among them; ``ask`` is there when it
    came over SSH."""

    def __init__(self, options: argparse.Namespace, ask: Ask | None = None) -> None:
        self.options = options
        self.ask = ask

    @property
    def interactive(self) -> bool:
        """Whether a person sits at a terminal."""
        return sys.stdin.isatty() and sys.stdout.isatty()

    @cached_property
    def place(self) -> str:
        """The store's path or URL: ``--store``, YANXIU_STORE, else the person's own; over SSH the server's."""
        if self.ask:
            return self.ask.place
        return self.options.store or os.environ.get("YANXIU_STORE") or str(default_place())

    @property
    def place_shown(self) -> str:
        """The same as a person may read it: without a password."""
        from models.store.address import is_server, server_address

        return str(server_address(self.place)) if is_server(self.place) else self.place

    @cached_property
    def actor(self) -> Actor:
        """Whoever the operating system says it is, or the one named with ``--as``, and the machine they sit at."""
        from models.store import Actor

        if self.ask:
            return self.ask.visitor.actor
        return Actor(self.options.actor or login_name(), socket.gethostname())

    def store_exists(self) -> bool:
        """Whether there is anything at `place`; what cannot be looked at counts as existing, and opening says why not.
        A server is asked."""
        from models.store.address import is_server
        from models.store.errors import StoreError
        from models.store.place import file_of

        try:
            if is_server(self.place):
                from models.store.address import server_address
                from models.store.opening_postgres import is_there

                return is_there(server_address(self.place))
            return file_of(self.place).exists()
        except StoreError:
            return True

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The open store with the person at it. Raises Refused with status 4 where it cannot be used, and with status 3
        for what the person's role does not allow."""
        from models.actions.desk import Desk
        from models.store import Store
        from models.store.address import is_server
        from models.store.errors import NotAllowed, StoreError

        if not is_server(self.place) and not self.store_exists():
            if not self.ask and (lost := way_back.missing(self)):
                raise lost
            raise Refused(NO_STORE, t("cli.no_store", place=self.place))
        try:
            store = Store.open(self.place, self.actor)
        except StoreError as error:
            raise way_back.unusable(self, error) from error
        store.actor = self._known_as(store)
        for words in self.look_after(store):
            narrate(words)
        try:
            yield Desk(store)
        except NotAllowed as refusal:
            raise Refused(NOT_ALLOWED, str(refusal)) from refusal
        except StoreError as error:
            raise Refused(NO_STORE, str(error)) from error
        finally:
            store.close()

    def _known_as(self, store: Store) -> Actor:
        """The account that ``--as`` names, with its role; whoever it is otherwise."""
        if self.ask or not self.options.actor:
            return store.actor
        from models.actions.accounts import actor_of, find_account

        account = find_account(self.options.actor)
        return store.actor if account is None else actor_of(account, store.actor.origin)

    def look_after(self, store: Store) -> list[str]:
        """What each day needs, in sentences; a server does it by itself, and its paths are nobody else's business."""
        return [] if self.ask else look_after(store)

    def preferences(self) -> Preferences:
        """Where the person's language and look are kept."""
        if not self.ask:
            return own_preferences()
        from models.store.place import file_of

        return self.ask.visitor.preferences(file_of(self.place))


def look_after(store: Store) -> list[str]:
    """What each day needs: today's copy beside the store, and a look at the SQLite that writes it.

    Returns sentences on what is not well; nobody is kept from working.
    """
    from models.actions.backups import keeps_here
    from models.actions.desk import Desk
    from models.store import StoreError
    from models.store.backup import daily_backup
    from models.store.library import warning

    told = [words] if (words := warning()) else []
    try:
        if keeps_here(Desk(store)):
            daily_backup(store)
    except StoreError as error:
        told.append(t("cli.no_backup", why=error))
    return told


def default_place() -> Path:
    """Where a person's own school is kept."""
    from platformdirs import user_data_path

    return user_data_path("yanxiu") / "school.db"


def demo_place() -> Path:
    """Where the sample school is kept, apart from any real one."""
    from platformdirs import user_cache_path

    return user_cache_path("yanxiu") / "sample.db"


def login_name() -> str:
    """The account's name; 'local' on a system that does not know one."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "local"
