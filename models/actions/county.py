"""What the county says of a lesson, and how it comes back into the teacher's record."""

from __future__ import annotations

from data.defaults.codes import code_lists
from data.words import language, t
from models.actions.desk import Desk
from models.actions.ladder import LONGEST_REASON, LadderRefused, pending_rung
from models.actions.ladder_view import ADVANCED, NOT_ADVANCED, Ladder
from models.journal.writing import insert_record, update_record
from models.rules.ladder import STAGES
from models.tables.lessons import Nomination
from models.tables.people import CodeItem, Honour

AWARDS = ("contest_first", "contest_second", "contest_third", "contest_excellent")
"""What the county may give: codes of 'honour_title', so that it stands in the teacher's record like any honour."""


def award_titles() -> list[tuple[str, str]]:
    """Every award as ``(code, words)``, also where the school has no entries for them yet."""
    entries = {entry.code: entry for entry in code_lists()["honour_title"]}
    return [(award, entries[award].en if language() == "en" else entries[award].zh) for award in AWARDS]


def county_result(desk: Desk, nomination: int, award: str, issuer: str = "", reason: str = "") -> int | None:
    """Note what the county gave (a code of `AWARDS`, '' for nothing), which also goes into the teacher's record as an
    honour; one action. Raises LadderRefused for a lesson that is not before the county."""
    rung = pending_rung(Ladder(desk), nomination)
    if rung.stage != STAGES[-1]:
        raise LadderRefused(t("ladder.not_before_county", who=rung.facts.teacher))
    if award and award not in AWARDS:
        raise LadderRefused(t("ladder.no_such_award", award=award))
    with desk.store.change("ladder.result", reason.strip()) as change:
        facts = {
            "outcome": ADVANCED if award else NOT_ADVANCED,
            "decided_on": desk.today.isoformat(),
            "award": award,
            "reason": reason.strip()[:LONGEST_REASON],
        }
        update_record(Nomination, nomination, facts)
        if award:
            note_honour(desk, rung.facts.teacher_id, award, issuer)
    return change.id


def _need_entry(desk: Desk, award: str) -> None:
    """A school founded before there were such awards gets the entry of its list now."""
    if not any(choice.code == award for choice in desk.lists.choices("honour_title")):
        entry = next(one for one in code_lists()["honour_title"] if one.code == award)
        facts = {"label_zh": entry.zh, "label_en": entry.en, "digits": entry.digits, "sort_no": 900}
        insert_record(CodeItem, {"list_id": "honour_title", "code": award, **facts})
        desk.lists.forget()


def note_honour(desk: Desk, teacher: int, award: str, issuer: str) -> int:
    """Put the county's award into the teacher's record; the honour's id. Inside an action only."""
    _need_entry(desk, award)
    seq = Honour.select().where(Honour.teacher == teacher).count()
    facts = {"title": award, "level": "county", "year": desk.today.year, "issuer": issuer.strip(), "seq": seq}
    return insert_record(Honour, {"teacher": teacher, **facts})
