"""Who may come in: accounts with their roles, the keys they come with, and the codes that let a first key in."""

from __future__ import annotations

import peewee as pw

from models.tables.base import Base, Identity, Record, flag, text, words
from models.tables.people import Expert, Teacher, to


class Account(Record):
    """Somebody who may use this store from elsewhere; ``name`` is what the history calls them, so it is never blank.

    It belongs to a teacher, to an expert, or (a school's computer person) to neither.
    """

    login = text(32, 1, unique=True)
    name = text(60, 1, unique=True)
    role = words("admin", "office", "leader", "head", "teacher", "viewer", default="teacher")
    teacher = to(Teacher, null=True)
    expert = to(Expert, null=True)
    is_active = flag(True)


class AccountKey(Record):
    """An SSH public key of an account. A revoked key stays, so that nobody adds it again unnoticed."""

    account = to(Account)
    name = text(60)
    key_type = text(60, 1)
    public_key = text(2000, 1)
    fingerprint = text(80, 1, unique=True)  # 'SHA256:…', as OpenSSH prints it
    revoked_at = text(40)  # UTC; '' while the key is valid


class OneTimeCode(Record):
    """A code that lets its account bring one key. The code itself is nowhere: only what follows from it."""

    account = to(Account)
    digest = text(160, 1)
    expires_at = text(40, 1)
    used_at = text(40)  # UTC; '' while it may be used


class KeyUse(Base):
    """When and from where a key was last used. Not history: it would grow with every visit."""

    id = pw.BigAutoField()
    key_id = pw.BigIntegerField(unique=True)  # no reference, so that adding a key can be undone after its use
    at = text(40, 1)
    address = text(120)


class Presence(Base):
    """Who is here right now, and where in the program. Not history."""

    id = Identity()
    session = text(64, 1, unique=True)
    actor = text(60, 1)
    origin = text(120)
    place = text(120)
    since = text(40, 1)
    seen_at = text(40, 1)
