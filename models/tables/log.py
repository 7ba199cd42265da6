"""The history: one change set per action, one change per row it touched, and what is being typed right now."""

from __future__ import annotations

import peewee as pw

from models.tables.base import Base, Identity, Record, text, words


class ChangeSet(Base):
    """One action: who did what, when (UTC), from where and why. Written once, never changed."""

    id = Identity()
    at = text(40, 1)  # '2026-11-24T06:02:11.123456Z'
    actor = text(60, 1)
    origin = text(120)  # the terminal or address it came from
    action = text(60, 1)  # 'roster.type', 'roster.import', 'undo', …
    reason = text(300)
    undo_of = pw.BigIntegerField(null=True, unique=True)  # the set it takes back: each at most once, as a chain
    app_version = text(20)
    digest = text(64)  # SHA-256 over the digest before it, this set and its changes; '' while it is being written

    class Meta:
        indexes = ((("actor", "id"), False),)


class Change(Base):
    """One row's change inside a change set; ``before`` and ``after`` are JSON objects of the columns that differ."""

    id = Identity()
    change_set_id = pw.BigIntegerField(null=True, index=True)  # NULL: somebody wrote past the program
    tbl = text(40, 1)
    row_id = pw.BigIntegerField()
    op = words("I", "U", "D")
    before = pw.TextField(null=True)
    after = pw.TextField(null=True)

    class Meta:
        indexes = ((("tbl", "row_id", "id"), False),)


class Redaction(Record):
    """A change set in whose words and changes somebody's personal data was emptied when they were made anonymous.

    The set keeps the digest that the chain goes on from; ``digest`` is that of what stands there now. Being a record,
    it is itself in the history, under the chain: without such a record an emptied set is a broken one.
    """

    set_id = pw.BigIntegerField(unique=True)
    digest = text(64, 64)


class AuditContext(Base):
    """One row that tells the triggers which change set is being written; empty between actions."""

    id = pw.IntegerField(primary_key=True, constraints=[pw.Check("id = 1")])
    change_set_id = pw.BigIntegerField(null=True)


class Typing(Base):
    """A cell that somebody is in the middle of typing, so that a broken line loses no keystroke. Not history."""

    id = Identity()
    actor = text(60, 1)
    register = text(40, 1)
    row_id = pw.BigIntegerField()
    field_name = text(40, 1)
    typed = text(4000)
    at = text(40, 1)

    class Meta:
        indexes = ((("actor", "register"), True),)


class Preference(Base):
    """How one person likes a screen: which columns, in which order. Not history, and nobody else's business."""

    id = pw.BigAutoField()
    actor = text(60, 1)
    key = text(80, 1)
    value = text(20_000)  # JSON

    class Meta:
        indexes = ((("actor", "key"), True),)
