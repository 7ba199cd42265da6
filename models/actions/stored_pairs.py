"""The mentor pairs as the store has them, and what they are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from data.words import t
from models.registers.column import Choice
from models.rules.pairing import HOMEROOM, Pair, order
from models.tables.pairing import Pairing
from models.tables.people import Teacher
from models.tables.reading import dicts, tuples


def stored_pairs() -> list[Pair]:
    """Every pair of which both sides are known."""
    rows = dicts(Pairing.select().where(Pairing.mentor.is_null(False), Pairing.mentee.is_null(False)))
    if not rows:
        return []
    numbers: Mapping[int, str] = dict(tuples(Teacher.select(Teacher.id, Teacher.staff_no)))
    return list(
        order(Pair(**{**row, "mentor": numbers[row["mentor"]], "mentee": numbers[row["mentee"]]}) for row in rows)
    )


def pair_names() -> dict[int, str]:
    """What each pair is called, by its id: by both people, what it is about where that is not a subject, and its
    beginning where the two were a pair more than once."""
    pairs = stored_pairs()
    people = dict(tuples(Teacher.select(Teacher.staff_no, Teacher.name))) if pairs else {}
    plain = {}
    for pair in pairs:
        words = t("pairing.pair", mentor=people[pair.mentor], mentee=people[pair.mentee])
        plain[pair.id] = t("pairing.as_class_teacher", pair=words) if pair.topic == HOMEROOM else words
    bearers = Counter(plain.values())
    return {
        pair.id: plain[pair.id] if bearers[plain[pair.id]] == 1 else f"{plain[pair.id]} {pair.starts_on}".strip()
        for pair in pairs
    }


def pair_choices(today: date) -> list[Choice]:
    """The pairs to choose among, those of today first; found by the mentee's name and both people's initials too."""
    pairs, names = stored_pairs(), pair_names()
    if not pairs:
        return []
    rows = tuples(Teacher.select(Teacher.staff_no, Teacher.name, Teacher.name_pinyin, Teacher.name_initials))
    people = {number: (name, pinyin.replace(" ", ""), initials) for number, name, pinyin, initials in rows}
    pairs.sort(key=lambda pair: (not pair.runs_on(today), people[pair.mentee][1]))
    return [
        Choice(
            str(pair.id),
            names[pair.id],
            "",
            (*people[pair.mentee], f"{people[pair.mentor][2]}{people[pair.mentee][2]}"),
        )
        for pair in pairs
    ]
