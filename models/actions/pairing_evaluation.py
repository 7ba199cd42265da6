"""Judging a mentor pair at the end of a term or of its time: what the store proposes, and keeping what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from data.defaults.pairing import default_evaluation
from data.words import t
from models.actions.form_scores import scores_of
from models.actions.pairing import PairingRefused, pair_of
from models.actions.pairing_duties import standing_of
from models.actions.stored_pairs import pair_names
from models.journal.writing import insert_record, update_record
from models.registers.choosing import label_of
from models.registers.source import Outcome
from models.rules.pairing_duties import change_points, level_of, total
from models.rules.scores import show_tenths
from models.tables.lessons import Observation, OpenLesson
from models.tables.pairing import PairingEvaluation
from models.tables.people import Teacher
from models.tables.reading import tuples

if TYPE_CHECKING:
    from models.actions.desk import Desk

PARTS = ("completion", "change", "panel")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the store says of a pair in the present term, in tenths of a hundred (None where unknown). ``before`` and
    ``after`` are the means of the mentee's forms in the first and the last half, from so many ``forms`` each."""

    completion_x10: int | None
    change_x10: int | None
    before: float | None
    after: float | None
    forms: tuple[int, int]


def evaluation_rules(desk: Desk) -> Mapping[str, Any]:
    """The school's numbers of the evaluation, from 'evaluation' in the setting 'pairing'; the usual ones elsewhere."""
    said = desk.setting("pairing", {})
    own = said.get("evaluation", {}) if isinstance(said, Mapping) else {}
    return {**default_evaluation(), **(own if isinstance(own, Mapping) else {})}


def weights_of(rules: Mapping[str, Any]) -> dict[str, int]:
    return {part: int(rules[part]) for part in PARTS}


def propose(desk: Desk, pair_id: int) -> Proposal:
    """What duties and scores say of a pair as of today. Raises PairingRefused for one that is gone."""
    pair, rules = pair_of(desk, pair_id), evaluation_rules(desk)
    found = standing_of(desk, pair)
    if found is None:
        return Proposal(None, None, None, None, (0, 0))
    first, last = date.fromisoformat(found.starts), min(date.fromisoformat(found.ends), desk.today)
    middle = first + timedelta(days=max(0, (last - first).days) // 2)
    early = _scores(pair.mentee, found.starts, middle.isoformat())
    late = _scores(pair.mentee, (middle + timedelta(days=1)).isoformat(), last.isoformat())
    fewest = int(rules["fewest_forms"])
    before, after = (sum(part) / len(part) if len(part) >= max(1, fewest) else None for part in (early, late))
    change = change_points(before, after, float(rules["no_change"]), float(rules["a_point"]))
    return Proposal(found.completion * 10, change, before, after, (len(early), len(late)))


def evaluate(
    desk: Desk,
    pair_id: int,
    *,
    panel_x10: int | None = None,
    words: str = "",
    level: str = "",
    on: date | None = None,
    completion_x10: int | None = None,
    change_x10: int | None = None,
) -> Outcome:
    """Keep the evaluation of a pair on a day (else today) as it is decided: parts that are not given are those
    proposed; the level follows from the total unless given. One of that day is replaced. Raises PairingRefused."""
    pair_of(desk, pair_id)
    found = propose(desk, pair_id)
    parts = {
        "completion": found.completion_x10 if completion_x10 is None else completion_x10,
        "change": found.change_x10 if change_x10 is None else change_x10,
        "panel": panel_x10,
    }
    if any(value is not None and not 0 <= value <= 1000 for value in parts.values()):
        raise PairingRefused(t("pairing.part_beyond"))
    rules, day = evaluation_rules(desk), (on or desk.today).isoformat()
    facts = {f"{part}_x10": -1 if value is None else value for part, value in parts.items()}
    facts |= judged(parts, rules, level) | {"words": words}
    with desk.store.change("pairing_evaluations.evaluate") as action:
        old = PairingEvaluation.get_or_none(PairingEvaluation.pairing == pair_id, PairingEvaluation.judged_on == day)
        if old is None:
            row_id = insert_record(PairingEvaluation, {"pairing": pair_id, "judged_on": day, **facts})
        else:
            row_id = old.id
            update_record(PairingEvaluation, row_id, facts)
    return Outcome(action.id, added=(row_id,))


def evaluation_words(desk: Desk, pair_id: int) -> str:
    """The latest evaluation of a pair in a sentence; ''."""
    rows = PairingEvaluation.select().where(PairingEvaluation.pairing == pair_id)
    found: Any = rows.order_by(PairingEvaluation.judged_on.desc(), PairingEvaluation.id.desc()).first()
    if found is None:
        return ""
    parts = (found.completion_x10, found.change_x10, found.panel_x10, found.total_x10)
    duties, change, panel, total = (show_tenths(part) if part >= 0 else t("pairing.part_unknown") for part in parts)
    level = label_of(desk.lists.choices("pairing_level"), found.level) if found.level else ""
    name = pair_names().get(pair_id, "")
    return t("pairing.judged", pair=name, duties=duties, change=change, panel=panel, total=total, level=level)


def judged(parts: Mapping[str, int | None], rules: Mapping[str, Any], level: str = "") -> dict[str, Any]:
    """The total and the level of the parts, as the table keeps them."""
    found = total(parts, weights_of(rules))
    return {"total_x10": -1 if found is None else found, "level": level or level_of(found, rules["levels"])}


def _scores(mentee: str, first: str, last: str) -> list[float]:
    """What the forms about the teacher's lessons between two days come to, of a hundred."""
    rows = tuples(
        Observation.select(Observation.id)
        .join(OpenLesson, on=(Observation.lesson == OpenLesson.id))
        .join(Teacher, on=(OpenLesson.teacher == Teacher.id))
        .where(Teacher.staff_no == mentee, Observation.status == "came", OpenLesson.held_on.between(first, last))
    )
    return [score / 10 for score in scores_of([row_id for (row_id,) in rows]).values() if score is not None]
