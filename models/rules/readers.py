"""Three readers of one list: what is posted on the wall, what stays in the school, what goes up to the county.

Each sees the columns that its purpose needs, and of names, telephones and birth dates no more than it needs. The masks
are data, by field and by register; a register that is not named here is posted with every name masked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from data.words import t

HIDDEN = "****"
_MONTH = 7  # characters of '1985-03'
_PHONE_FIRST, _PHONE_LAST = 3, 4


class Reader(StrEnum):
    """For whom a list is made."""

    PUBLIC = "public"  # 公示版: posted on the wall or on a web page
    INTERNAL = "internal"  # 内部版: for the work in the school; all that whoever makes it may see
    UPWARD = "upward"  # 上报版: handed in at the county


NAMES = frozenset(
    {
        *("name", "teacher", "mentor", "mentee", "pair", "pair_wish", "wished_by", "recorded_by", "approved_by"),
        *("observer", "lesson_teacher", "covered_by", "guest", "activity_lead", "members", "read_by", "expert"),
        *("leader", "judge", "judge_name", "judged_by", "account_name", "decided_by", "answered_by", "lead"),
        *("contest_entry", "candidate", "by_name"),
    }
)
"""Fields that hold people's names."""

NUMBERS = frozenset({"staff_no"})
PHONES = frozenset({"phone"})
BIRTHS = frozenset({"born_on"})
IDENTITY = frozenset({"id_number", "id_card", "bank_card", "home_address"})
"""Fields that no reader is ever given: of a masked identity number the hidden digits are the birth date."""

_OWN_WORDS = frozenset(
    {
        *("remark", "note", "reason", "appeal", "answer", "words", "log_words", "judged_words", "activity_record"),
        *("goal", "end_reason", "plan_problem", "plan_goal", "plan_steps", "plan_outcome", "summary", "file_name"),
        *("decision_reason", "credit_appeal", "appeal_answer"),
    }
)
"""What people wrote for the school itself."""

LEFT_OUT: Mapping[Reader, frozenset[str]] = {
    Reader.PUBLIC: _OWN_WORDS
    | PHONES
    | BIRTHS
    | IDENTITY
    | {"age", "staff_no", "name_pinyin", "ethnicity", "political", "reflection_grade", "score", "login"}
    | {"working_since", "joined_on", "graduated_from", "major", "reflection_file", "seen_from", "last_seen"},
    Reader.INTERNAL: IDENTITY,
    Reader.UPWARD: IDENTITY | {"remark", "note", "name_pinyin", "log_words", "login", "seen_from", "last_seen"},
}
"""The fields that a reader is not given, in whatever register."""

NOT_POSTED = frozenset(
    {
        *("accounts", "absences", "exemptions", "fund", "credit_appeals", "improvement_plans", "rule_readings"),
        *("pairing_log", "pairing_wishes", "pairing_profiles", "pairing_evaluations", "contest_scores"),
    }
)
"""Registers of which nothing belongs on a wall."""

NAMED_ON_THE_WALL = frozenset({"timetable", "honours", "groups", "candidates"})
"""Registers that are posted for the sake of the names: who teaches where, who is honoured, proposed or in charge."""

_WORD = re.compile(r"[^\W\d_]+(?:[·•・][^\W\d_]+)*")
_NUMBER_BEHIND = re.compile(r"\s*[(（][0-9A-Za-z]+[)）]")  # '李芳(023)', as namesakes are told apart
_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_KEPT_WORDS = frozenset("带与和及等人→")


def reader_title(reader: Reader) -> str:
    """'公示版', in the person's language."""
    return t(f"readers.{reader}")  # family readers.*


def why_not_for(reader: Reader, register_id: str, title: str) -> str:
    """Why there is no such version of the register, in a sentence; '' where there is one."""
    posted = reader is not Reader.PUBLIC or register_id not in NOT_POSTED
    return "" if posted else t("readers.not_posted", register=title)


def seen_by(reader: Reader, fields: Sequence[str]) -> list[str]:
    """Those of a register's fields that the reader is given, in order."""
    return [field for field in fields if field not in LEFT_OUT[reader]]


def masked(reader: Reader, column_id: str, text: str, register_id: str = "") -> str:
    """The text of a cell as the reader is given it: '张*', '欧**娜', '138****5678'; '' where it is given nothing."""
    if not text or reader is Reader.INTERNAL:
        return "" if column_id in IDENTITY else text
    if column_id in LEFT_OUT[reader]:
        return ""
    if column_id in PHONES:
        return masked_phone(text)
    if column_id in BIRTHS:
        return text[:_MONTH]
    if reader is Reader.PUBLIC and column_id in NAMES and register_id not in NAMED_ON_THE_WALL:
        return _WORD.sub(lambda found: masked_name(found[0]), _NUMBER_BEHIND.sub("", text))
    return scrubbed(text)


def masked_name(name: str) -> str:
    """'张*' for two characters, the first and the last of more."""
    if name in _KEPT_WORDS:
        return name
    if len(name) < 3:
        return name[:1] + "*" if len(name) == 2 else "*"
    return name[0] + "*" * (len(name) - 2) + name[-1]


def masked_phone(text: str) -> str:
    """The first three digits and the last four; nothing of what is too short for a telephone."""
    if len(text) < _PHONE_FIRST + _PHONE_LAST + 2:
        return HIDDEN
    return text[:_PHONE_FIRST] + HIDDEN + text[-_PHONE_LAST:]


def scrubbed(text: str) -> str:
    """Free words without the mobile and identity numbers that somebody wrote into them."""
    return _PHONE.sub(lambda found: masked_phone(found[0]), _ID_NUMBER.sub(HIDDEN, text))


def without_names(text: str, names: frozenset[str]) -> str:
    """Free words in which every one of the names is masked; the longest first, so that no part of one is left."""
    pattern = _any_of(names)
    return pattern.sub(lambda found: masked_name(found[0]), text) if pattern else text


@lru_cache(maxsize=8)
def _any_of(names: frozenset[str]) -> re.Pattern[str] | None:
    """One pattern for all of them: a school may have hundreds, a list thousands of cells."""
    longest_first = sorted((name for name in names if len(name) > 1), key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None
