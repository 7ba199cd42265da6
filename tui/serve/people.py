"""Keys and codes, looked up in the store: opened for the question and closed again."""

from __future__ import annotations

from models.actions.visits import login_of
from models.rules.rights import REMOTE
from models.store import Actor, Store
from tui.visitor import Visitor


def visitor_of(place: str, fingerprint: str, address: str) -> Visitor | None:
    """Whose valid key that is, if the account is active. Raises StoreError where the store cannot be used."""
    from models.actions.accounts import account_of_key

    origin = origin_of(address)
    with _opened(place, origin) as store:
        actor = account_of_key(store, fingerprint, origin)
        return actor and Visitor(login_of(actor), actor, fingerprint)


def register(place: str, login: str, code: str, key_line: str, fingerprint: str, address: str) -> Visitor | str:
    """Register the key with a one-time code: who it is now, or the sentence why not. Raises StoreError."""
    from models.actions.accounts import use_code

    origin = origin_of(address)
    with _opened(place, origin) as store:
        said = use_code(store, login, code, key_line, origin=origin)
        return said if isinstance(said, str) else Visitor(login_of(said), said, fingerprint)


def note_use(place: str, visitor: Visitor, address: str) -> None:
    """Remember when and from where the key was used last. Raises StoreError."""
    from models.actions.accounts import note_use as note

    with _opened(place, origin_of(address)) as store:
        note(store, visitor.fingerprint, address)


def still_valid(place: str, visitor: Visitor) -> bool:
    """Whether that key may still be used, in the same role. Raises StoreError."""
    from models.actions.accounts import still_valid as valid

    with Store.open(place, visitor.actor) as store:
        return valid(store, visitor.fingerprint)


def origin_of(address: str) -> str:
    """How the history calls whoever comes from there."""
    return REMOTE + address


def _opened(place: str, origin: str) -> Store:
    return Store.open(place, Actor("", origin))
