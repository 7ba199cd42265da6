"""The sample school without its mentor pairs, for tests that count what would be planned or paired from nothing."""

from __future__ import annotations

from models.actions.desk import Desk
from models.journal.writing import delete_record
from models.tables.pairing import Pairing, PairingDuty, PairingEvaluation, PairingLog, PairingProfile, PairingWish


def without_pairs(desk: Desk) -> Desk:
    """Take away every pair with all that hangs on it, as one action."""
    with desk.store.change("test.no_pairs"):
        for table in (PairingLog, PairingEvaluation, PairingDuty, PairingWish, PairingProfile, Pairing):
            for row in list(table.select().order_by(table.id.desc())):  # a renewal before what it renews
                delete_record(table, row.id)
    return desk
