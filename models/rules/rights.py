"""Who may see and do what: one table for the app, the verbs and the files, so that they cannot differ.

Without accounts whoever sits at the school's own computer is the administrator, who may everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from data.words import t

REMOTE = "ssh:"
"""How the origin of somebody begins who has come in over the network."""

ROLES = ("admin", "office", "leader", "head", "teacher", "viewer")


class Scope(StrEnum):
    """How far a right reaches."""

    NONE = "-"
    OWN = "o"  # what is about oneself, or was made by oneself
    GROUP = "g"  # what is about the members of the groups that one heads, oneself among them
    ALL = "a"


RIGHTS: Mapping[str, tuple[str, str]] = {
    # One letter a role, in the order of ROLES: may see, may do.
    "home": ("aaaaaa", "------"),
    "registers": ("aaaaaa", "------"),  # the list of them; each has a line of its own
    "roster": ("aaaaaa", "aa----"),
    "honours": ("aaaaaa", "aa----"),
    "groups": ("aaaaaa", "aa----"),
    "experts": ("aaaaaa", "aa----"),
    "codes": ("aaaaaa", "aa----"),
    "activities": ("aaaaaa", "aa-o--"),
    "attendance": ("aaagoa", "aa-g--"),
    "terms": ("aaaaaa", "aa----"),
    "calendar": ("aaaaaa", "aa----"),
    "bells": ("aaaaaa", "aa----"),
    "timetable": ("aaaaaa", "aa----"),
    "teaching_week": ("aaaaaa", "aa----"),
    "absences": ("aaagoa", "aa----"),
    "lessons": ("aaaaaa", "aa-go-"),
    # Every Wednesday's lessons are open to all, and nobody may refuse a visit: who signs up may open the lesson.
    "lessons.open": ("aaaaaa", "aaaaa-"),
    "observations": ("aaagoa", "aa-go-"),
    "forms": ("aaagoa", "aa-go-"),
    "forms.defaults": ("------", "aaaaaa"),  # what the program itself puts in at the first look
    "form_templates": ("aaaaaa", "aa----"),
    "form_items": ("aaaaaa", "aa----"),
    "ladder": ("aaaaaa", "aa-g--"),
    "votes": ("aaag--", "------"),  # who voted for what
    "ladder.result": ("------", "aa----"),
    "pairing": ("aaaaaa", "aa----"),
    "pairing_profiles": ("aaaoo-", "aa----"),
    "pairing_wishes": ("aaaoo-", "aa-oo-"),
    "pairing_duties": ("aaaaaa", "aa----"),
    "pairing_log": ("aaago-", "aa-oo-"),
    "pairing_log_words": ("aa-oo-", "------"),  # what a log says is for the pair and the office
    "pairing_evaluations": ("aaago-", "aa----"),
    "inbox": ("aaaaa-", "------"),
    "reflections": ("aaago-", "aa----"),  # typing into the register, grades among it
    # What authors do with their own; everything else about reflections (reading, grading, filing …) is the office's.
    "reflections.draft": ("------", "aaooo-"),
    "reflections.hand_in": ("------", "aaooo-"),
    "reflections.discard": ("------", "aaooo-"),
    "reflections.share": ("------", "aaooo-"),
    "reflections.consent": ("------", "aaooo-"),
    "reflections.take_in": ("------", "aaooo-"),
    "reflections.judge": ("aa----", "aa----"),  # grades, answers and tags of others
    "planning": ("aaag--", "aa----"),
    "contests": ("aaaaaa", "aa----"),
    "contest_entries": ("aaaaaa", "aa-go-"),
    "contest_scores": ("aaa---", "aa----"),  # who gave what; what they come to is seen with the entries
    "projects": ("aaaaaa", "aa----"),
    "project_members": ("aaaaaa", "aa----"),
    "publications": ("aaaaaa", "aa-oo-"),
    "homework": ("aaaaaa", "aa-a--"),
    "homework_day": ("aaaaaa", "aa-a--"),  # the same, a day on a sheet
    "school_rules": ("aaaaaa", "aa----"),
    "rule_readings": ("aaago-", "aa-oo-"),
    "improvement_plans": ("aaago-", "aa-oo-"),
    "materials": ("aaaaaa", "aa-oo-"),
    "fund": ("aaaoo-", "aa----"),
    "fund.approve": ("------", "aaa---"),
    "fund.refuse": ("------", "aaa---"),
    "fund.answer": ("------", "aaa---"),
    "fund.appeal": ("------", "aaooo-"),  # against what concerns oneself
    "plan": ("aaaaaa", "aa----"),
    "plan.defaults": ("------", "aaaaaa"),  # what the program itself puts in at the first look
    "obligations": ("aaaaaa", "aa----"),
    "obligations.defaults": ("------", "aaaaaa"),  # what the program itself puts in at the first look
    "exemptions": ("aaago-", "aa----"),
    "credits": ("aaago-", "aa----"),
    "credit_rules": ("aaaaaa", "aa----"),
    "credit_rules.defaults": ("------", "aa----"),  # what the program itself puts in when credits are switched on
    "candidates": ("aaa---", "aa----"),
    "credit_appeals": ("aaago-", "aa-oo-"),
    "progress": ("aaago-", "------"),
    "reminders": ("aaag--", "aa-g--"),
    "needs": ("aaag--", "------"),
    "inspection": ("aaago-", "aaago-"),  # folders for inspectors: of the school, of one's group, of oneself
    "history": ("aaaoo-", "------"),
    "accounts": ("aa----", "a-----"),
    "accounts.first_key": ("------", "oooooo"),
    "accounts.add_key": ("------", "aooooo"),
    "accounts.revoke_key": ("------", "aooooo"),
    "check": ("aa----", "------"),
    "anonymous": ("aa----", "aa----"),  # who has left, and making them anonymous
    "personal.export": ("------", "aaaaaa"),  # what is kept about oneself is anybody's to take along
    "list.export": ("------", "aaaaaa"),  # what somebody may see, with the purpose kept
    "mine": ("aaaaaa", "------"),
    "mine_of_others": ("aa----", "------"),
    "personal": ("aaago-", "aaago-"),
    "others_deeds": ("aaa---", "aa----"),  # the history of any cell; taking back what somebody else did
}
"""By area (a register, a screen, the family of an action) or by one action's whole name, which goes first."""

_UNLISTED = ("aaa---", "aa----")

PERSONAL: Mapping[str, tuple[str, ...]] = {
    "roster": ("born_on", "age", "phone", "remark"),
    "experts": ("phone", "remark"),
}
"""The columns that are hidden from those who need not see them. What overflows from a telephone goes to the remark."""

PERSONAL_FIELDS: Mapping[str, tuple[str, ...]] = {
    "teacher": ("born_on", "phone", "remark"),
    "expert": ("phone", "remark"),
}
"""The same in the tables that keep them."""

CONFIDENTIAL: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "pairing_log": ("pairing_log_words", ("words", "log_words")),
}
"""Fields (as the table and as the register call them) that only those read who may see the area named."""

OWNERS: Mapping[str, tuple[str, str]] = {
    "teacher": ("teacher", "id"),
    "teacher_subject": ("teacher", "teacher_id"),
    "teacher_class": ("teacher", "teacher_id"),
    "group_member": ("teacher", "teacher_id"),
    "honour": ("teacher", "teacher_id"),
    "attendance": ("teacher", "teacher_id"),
    "absence": ("teacher", "teacher_id"),
    "open_lesson": ("teacher", "teacher_id"),
    "observation": ("teacher", "observer_id"),
    "evaluation_form": ("observation", "observation_id"),
    "lesson_moment": ("observation", "observation_id"),
    "form_score": ("evaluation_form", "form_id"),
    "nomination": ("open_lesson", "lesson_id"),
    "vote": ("teacher", "voter_id"),
    "activity_record": ("activity", "activity_id"),
    "pairing": ("teacher", "mentor_id"),
    "pairing_profile": ("teacher", "teacher_id"),
    "pairing_wish": ("teacher", "mentor_id"),
    "pairing_duty": ("pairing", "pairing_id"),
    "pairing_log": ("pairing", "pairing_id"),
    "pairing_evaluation": ("pairing", "pairing_id"),
    "reflection": ("teacher", "teacher_id"),
    "reflection_text": ("reflection", "reflection_id"),
    "reflection_step": ("reflection", "reflection_id"),
    "reflection_tag": ("reflection", "reflection_id"),
    "contest_entry": ("teacher", "teacher_id"),
    "contest_score": ("contest_entry", "entry_id"),
    "project": ("teacher", "leader_id"),
    "project_member": ("teacher", "teacher_id"),
    "publication": ("teacher", "teacher_id"),
    "rule_reading": ("teacher", "teacher_id"),
    "improvement_plan": ("teacher", "teacher_id"),
    "material": ("teacher", "teacher_id"),
    "fund_entry": ("teacher", "teacher_id"),
    "exemption": ("teacher", "teacher_id"),
    "credit_line": ("teacher", "teacher_id"),
    "credit_appeal": ("teacher", "teacher_id"),
    "candidate": ("teacher", "teacher_id"),
    "reminder": ("teacher", "teacher_id"),
    "account_key": ("account", "account_id"),
    "one_time_code": ("account", "account_id"),
}
"""Whom a table's row is about: the table that the column points at; where that is not people's, its row's owner."""

SECOND_OWNERS: Mapping[str, tuple[str, str]] = {
    "pairing": ("teacher", "mentee_id"),
    "pairing_wish": ("teacher", "mentee_id"),
}
"""Whom a row is about as well: a pair is the mentor's and the mentee's alike."""

ALSO_OF_GROUP: Mapping[str, tuple[str, str]] = {"observation": ("open_lesson", "lesson_id")}
"""To whose group a row belongs too: an observation to the one in which the lesson was given. It is not their own."""

RECORDS: Mapping[str, str] = {
    "roster": "teacher",
    "honours": "honour",
    "groups": "group_member",
    "experts": "expert",
    "activities": "activity",
    "attendance": "attendance",
    "lessons": "open_lesson",
    "observations": "observation",
    "terms": "term",
    "calendar": "calendar_day",
    "bells": "bell_time",
    "timetable": "teaching_slot",
    "absences": "absence",
    "forms": "observation",
    "form_templates": "form_template",
    "form_items": "form_item",
    "pairing": "pairing",
    "pairing_profiles": "pairing_profile",
    "pairing_wishes": "pairing_wish",
    "pairing_duties": "pairing_duty",
    "pairing_log": "pairing_log",
    "pairing_evaluations": "pairing_evaluation",
    "reflections": "reflection",
    "contests": "contest",
    "contest_entries": "contest_entry",
    "contest_scores": "contest_score",
    "projects": "project",
    "project_members": "project_member",
    "publications": "publication",
    "homework": "homework_check",
    "homework_day": "class_group",
    "school_rules": "school_rule",
    "rule_readings": "rule_reading",
    "improvement_plans": "improvement_plan",
    "materials": "material",
    "fund": "fund_entry",
    "obligations": "obligation",
    "exemptions": "exemption",
    "credit_rules": "credit_rule",
    "candidates": "candidate",
    "credit_appeals": "credit_appeal",
    "codes": "code_item",
    "accounts": "account",
}
"""In which table each register's records are: what lies beside a record is about whom the record is about."""

OWNER_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "roster": ("staff_no",),
    "observations": ("observer", "lesson_teacher"),
    "lessons": ("lesson_teacher",),
    "projects": ("leader",),
    "pairing": ("mentor", "mentee"),
    "pairing_wishes": ("wished_by",),
    "pairing_log": ("mentor", "mentee"),
    "pairing_evaluations": ("mentor", "mentee"),
}
"""The registers' columns that say whom a row is about, for whoever looks at it."""

_OWNER_COLUMNS = ("teacher",)


def may_see(role: str, area: str) -> Scope:
    """How much of an area somebody with that role may see."""
    return _scope(role, area, 0)


def may_do(role: str, action: str) -> Scope:
    """On what somebody with that role may do an action, 'roster.type'."""
    return _scope(role, action, 1)


def owner_columns(area: str) -> tuple[str, ...]:
    """The register's columns of which each says whom a row is about."""
    return OWNER_COLUMNS.get(area, _OWNER_COLUMNS)


def why_not_see(role: str, area: str, title: str) -> str:
    """A sentence that says who may see it; '' for somebody who may see at least a part."""
    if may_see(role, area) is not Scope.NONE:
        return ""
    return t("rights.not_seen", what=title, role=role_title(role), who=_who(area, 0))


def why_not_do(role: str, action: str, title: str) -> str:
    """A sentence that says who may do it; '' for somebody who may do it to something at least."""
    if may_do(role, action) is not Scope.NONE:
        return ""
    return t("rights.not_done", what=title, role=role_title(role), who=_who(action, 1))


def who_may_do(action: str) -> str:
    """The roles that may do it, in words."""
    return _who(action, 1)


def role_title(role: str) -> str:
    return t(f"rights.role.{role}")  # family rights.role.*


def may_undo_others(role: str) -> bool:
    """Whether somebody with that role may take back what others did."""
    return may_do(role, "others_deeds") is Scope.ALL


def _who(name: str, column: int) -> str:
    told = []
    for role in ROLES:
        match _scope(role, name, column):
            case Scope.ALL:
                told.append(role_title(role))
            case Scope.GROUP:
                told.append(t("rights.in_group", role=role_title(role)))
            case Scope.OWN:
                told.append(t("rights.own_only", role=role_title(role)))
    return t("rights.or").join(told)


def _scope(role: str, name: str, column: int) -> Scope:
    found = RIGHTS.get(name) or RIGHTS.get(name.partition(".")[0], _UNLISTED)
    return Scope(found[column][ROLES.index(role)])
