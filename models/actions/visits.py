"""What the way in from elsewhere asks of the store about an account."""

from __future__ import annotations

from models.store import Actor
from models.tables.accounts import Account, AccountKey
from models.tables.reading import tuples


def login_of(actor: Actor) -> str:
    """The login of the account that acts; '' for whoever sits at the machine."""
    account = Account.get_or_none(Account.id == actor.account_id) if actor.account_id else None
    return account.login if account else ""


def valid_keys(fingerprint: str = "") -> list[str]:
    """The public keys that let somebody in, or only the one of that fingerprint, each as OpenSSH writes a key."""
    query = AccountKey.select(AccountKey.public_key).join(Account)
    query = query.where(AccountKey.revoked_at == "", Account.is_active).order_by(AccountKey.id)
    if fingerprint:
        query = query.where(AccountKey.fingerprint == fingerprint)
    return [line for (line,) in tuples(query)]
