"""The sample school's mentor pairs, put into its store with the rest of its past."""

from __future__ import annotations

from collections.abc import Mapping

from data.sample.pairs import JUDGED, OWN_DUTIES, PROFILES, WISHES, first_running, sample_log, sample_pairs
from models.actions.pairing_duties import add_duties
from models.journal.writing import insert_record, insert_records
from models.tables.pairing import Pairing, PairingDuty, PairingEvaluation, PairingLog, PairingProfile, PairingWish


def add_pairs(people: Mapping[str, int]) -> None:
    """Write it all; ``people`` are the ids by staff number. Inside an action only."""
    made: list[int] = []
    for pair in sample_pairs():
        facts = {**pair._asdict(), "mentor": people[pair.mentor], "mentee": people[pair.mentee]}
        facts["after"] = None if pair.after is None else made[pair.after]
        made.append(insert_record(Pairing, facts))
    add_duties()
    for place, duty, number, per in OWN_DUTIES:
        insert_record(
            PairingDuty, {"pairing": made[first_running() + place], "duty": duty, "number": number, "per": per}
        )
    for staff_no, said in PROFILES:
        insert_record(PairingProfile, {"teacher": people[staff_no], **said})
    insert_records(
        PairingWish,
        ({**one._asdict(), "mentor": people[one.mentor], "mentee": people[one.mentee]} for one in WISHES),
    )
    insert_records(
        PairingLog,
        (
            {
                "pairing": made[one.pair],
                "done_on": one.done_on,
                "duty": one.duty,
                "number": one.number,
                "words": one.words,
                "recorded_by": people.get(one.recorded_by),
            }
            for one in sample_log()
        ),
    )
    for judged in JUDGED:
        facts = {name: value for name, value in judged._asdict().items() if name != "pair"}
        insert_record(PairingEvaluation, {"pairing": made[judged.pair], **facts})
