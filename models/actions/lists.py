"""What a cell may hold in this school: the code lists, the groups, the classes and the people, as choices."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

import peewee as pw

from data.defaults.codes import code_lists
from data.words import language, t
from models.actions.stored_pairs import pair_choices
from models.actions.stored_people import StoredPeople
from models.actions.who_teaches import WhoTeaches
from models.journal.writing import insert_record
from models.registers.accounts import ACTIVE, OFF
from models.registers.choosing import find_choice
from models.registers.column import Choice, People, PeopleList, Person
from models.registers.homework_day import MARKS, marks, other_mark
from models.rules.classes import class_code, class_label, entry_year_of, grade_of
from models.rules.clean import clean_text
from models.rules.rights import ROLES, role_title
from models.tables.lessons import FormTemplate
from models.tables.owed import Obligation
from models.tables.people import Activity, ClassGroup, CodeItem, Expert, GroupMember, StaffGroup, Teacher
from models.tables.reading import ByIds, tuples

GROUP_KINDS = {
    "research_group": ("research",),
    "grade_group": ("grade",),
    "other_group": ("ict", "leading", "prep", "other"),
    "any_group": ("research", "grade", "ict", "leading", "prep", "other"),
}
EVERY_DAY = "every"
"""In the list 'any_weekday' the code before the weekdays'."""

_OPEN_CODE_LISTS = ("position",)
MOST_PEOPLE = 5_000
"""People who are held in memory; of more only those that are asked for."""

_RESEARCH_GROUPS = ByIds(
    GroupMember.select(GroupMember.teacher, StaffGroup.name)
    .join(StaffGroup)
    .where(StaffGroup.kind == "research", GroupMember.ends_on == ""),
    GroupMember.teacher,
)
_MOST_NAMED = 5
_ACTIVITY = re.compile(r"(\d{4}-\d\d-\d\d) (.{1,100})")
"""An activity is named by its day and title."""


class SchoolLists:
    """The `Context` of every register of one school. Lists are read once and again after `forget`.

    ``today`` is a function, so that a program left open overnight wakes up on the right day.
    """

    def __init__(self, today: Callable[[], date] = date.today) -> None:
        self._clock = today
        self._choices: dict[str, list[Choice]] = {}
        self._people: People | None = None
        self._class_codes: dict[int, str] | None = None
        self._activities: dict[int, str] | None = None
        self._ids: dict[tuple[object, ...], int] = {}
        self.made: list[str] = []
        """What the action at hand has added to open lists, as people call it: a misspelt group should not go unseen."""
        self._teaching: WhoTeaches | None = None

    @property
    def today(self) -> date:
        return self._clock()

    def forget(self) -> None:
        """Read everything anew at the next question: somebody has changed something."""
        self._choices.clear()
        self._ids.clear()
        self._people = self._class_codes = self._activities = self._teaching = None

    def begin(self) -> None:
        """An action begins, or a part of it was taken back: ids found before may no longer be there."""
        self._ids.clear()
        self.made.clear()
        self._class_codes = self._activities = self._teaching = None

    def choices(self, list_id: str) -> Sequence[Choice]:
        if list_id not in self._choices:
            self._choices[list_id] = self._read(list_id)
        return self._choices[list_id]

    def new_choice(self, list_id: str, text: str) -> Choice | None:
        text = clean_text(text)
        if list_id == "class":
            code = class_code(text)
            return Choice(code, class_label(code)) if code else None
        if list_id in GROUP_KINDS and list_id != "any_group" and not text.isdecimal():
            return Choice(text[:40], text[:40])
        if list_id == "activity" and _ACTIVITY.fullmatch(text):
            return Choice(text, text)
        if list_id == MARKS:
            return other_mark(text, self.choices("homework_layers"))
        if list_id in _OPEN_CODE_LISTS and not text.isdecimal():
            return Choice(text[:40], text[:40])
        return None

    def people(self) -> People:
        if self._people is None:
            if tuples(Teacher.select(pw.fn.COUNT(Teacher.id)))[0][0] > MOST_PEOPLE:
                self._people = StoredPeople(research_groups)
            else:
                rows = Teacher.select(Teacher.id, Teacher.staff_no, Teacher.name, Teacher.name_pinyin)
                groups = research_groups()
                self._people = PeopleList(
                    Person(no, name, pinyin, groups.get(i, ""))
                    for i, no, name, pinyin in tuples(rows.order_by(Teacher.sort_no, Teacher.id))
                )
        return self._people

    def taught_by(self, staff_no: str, class_code: str) -> Sequence[str]:
        return self._who_teaches().subjects(staff_no, class_code)

    def teachers_of(self, class_code: str) -> Collection[str]:
        return self._who_teaches().teachers(class_code)

    def teacher_of(self, class_code: str, subject: str) -> str:
        return self._who_teaches().teacher(class_code, subject)

    def _who_teaches(self) -> WhoTeaches:
        if self._teaching is None:
            self._teaching = WhoTeaches(self.class_codes(), self.today.isoformat())
        return self._teaching

    def class_codes(self) -> Mapping[int, str]:
        """Every class's code in this school year, '3-2', by its id."""
        if self._class_codes is None:
            rows = tuples(ClassGroup.select(ClassGroup.id, ClassGroup.entry_year, ClassGroup.class_no))
            self._class_codes = {i: f"{grade_of(year, self.today)}-{number}" for i, year, number in rows}
        return self._class_codes

    def group_id(self, kinds: Sequence[str], name: str) -> int:
        """The id of the group of that name, made now if the school has none yet. Inside an action only."""
        key = (*kinds, name)
        if key not in self._ids:
            if not StaffGroup.select().where(StaffGroup.kind.in_(kinds), StaffGroup.name == name).exists():
                self.made.append(name)
            self._ids[key] = group_named(kinds, name)
            self._choices.clear()
        return self._ids[key]

    def class_id(self, code: str) -> int:
        """The id of the class '3-2' of this school year, made now if the school has none. Inside an action only."""
        if (code,) not in self._ids:
            if code not in self.class_codes().values():
                self.made.append(class_label(code))
            self._ids[code,] = class_named(code, self.today)
            self._choices.pop("class", None)
            self._class_codes = None
        return self._ids[code,]

    def activity_codes(self) -> Mapping[int, str]:
        """Every activity's code, its day and title, by its id."""
        if self._activities is None:
            rows = Activity.select(Activity.id, Activity.held_on, Activity.title).order_by(
                Activity.held_on, Activity.id
            )
            self._activities = {i: f"{day} {title}".strip() for i, day, title in tuples(rows)}
        return self._activities

    def activity_id(self, code: str) -> int:
        """The id of the activity '2026-11-18 集体备课', made now if there is none. Inside an action only."""
        self._activities = None
        found = next((row_id for row_id, known in self.activity_codes().items() if known == code), None)
        if found is None:
            day, _, title = code.partition(" ")
            found = insert_record(Activity, {"held_on": day, "title": title})
            self._activities = None
            self._choices.pop("activity", None)
        return found

    def keep_open_code(self, list_id: str, code: str) -> None:
        """Add ``code`` to an open code list, if it is new there, so that the next person is offered it."""
        if list_id in _OPEN_CODE_LISTS and code and not find_choice(self.choices(list_id), code):
            insert_record(CodeItem, {"list_id": list_id, "code": code, "label_zh": code, "sort_no": 9_000})
            self.made.append(code)
            self._choices.pop(list_id, None)

    def _read(self, list_id: str) -> list[Choice]:
        if list_id in GROUP_KINDS:
            rows = (
                StaffGroup.select(StaffGroup.name, StaffGroup.digits)
                .where(StaffGroup.kind.in_(GROUP_KINDS[list_id]), StaffGroup.is_active)
                .order_by(StaffGroup.sort_no, StaffGroup.id)
            )
            # Numbers are unique among groups of one kind only; papers say 一年级 for 一年级组.
            return [
                Choice(name, name, "" if list_id == "any_group" else digits, (name.removesuffix("组"),))
                for name, digits in tuples(rows)
            ]
        if list_id == "class":
            return self._read_classes()
        if list_id == "any_weekday":
            return [Choice(EVERY_DAY, t("teaching.every_day"), "0", ("每天",)), *self.choices("weekday")]
        if list_id == "activity":
            return [Choice(code, code) for code in reversed([*self.activity_codes().values()])]
        if list_id == "form_template":
            return _read_forms()
        if list_id == "obligation":
            return _read_obligations()
        if list_id in ("contest", "contest_entry", "project", "school_rule"):
            from models.actions.registers.records import PARENTS  # which is built over what is here

            return [Choice(name, name) for name in reversed([*PARENTS[list_id]().values()])]
        if list_id == MARKS:
            return marks(self.choices("homework_layers"))
        if list_id == "code_list":
            return _read_list_names()
        if list_id == "account_role":
            return [Choice(role, role_title(role), str(digit)) for digit, role in enumerate(ROLES, 1)]
        if list_id == "account_state":
            return [Choice(state, t(f"account.state.{state}"), digit) for state, digit in ((ACTIVE, "1"), (OFF, "2"))]
        if list_id == "expert":
            return _read_experts()
        if list_id == "pair":
            return pair_choices(self.today)
        return _read_codes(list_id)

    def _read_classes(self) -> list[Choice]:
        rows = tuples(ClassGroup.select(ClassGroup.entry_year, ClassGroup.class_no))
        graded = sorted((grade_of(year, self.today), number) for year, number in rows)
        return [
            Choice(f"{grade}-{number}", class_label(f"{grade}-{number}"), f"{grade}{number}")
            for grade, number in graded
            if 1 <= grade <= 9
        ]


def research_groups(ids: Sequence[int] | None = None) -> dict[int, str]:
    """The name of the research group of each of these people (None: everybody), by the person's id."""
    return dict(_RESEARCH_GROUPS(ids))


def made_words(made: Sequence[str]) -> str:
    """A sentence on what was added to open lists; of many the first few."""
    shown = t("register.made_gap").join(dict.fromkeys(made[:_MOST_NAMED]))
    return t(
        "register.made",
        names=shown if len(made) <= _MOST_NAMED else t("register.made_more", names=shown, count=len(made)),
    )


def group_named(kinds: Sequence[str], name: str) -> int:
    """The id of the group of that name, made now (as the first of ``kinds``) if the school has none yet."""
    found = StaffGroup.get_or_none(StaffGroup.kind.in_(kinds), StaffGroup.name == name)
    if found is not None:
        return found.id
    kind = kinds[0] if len(kinds) == 1 else "other"
    return insert_record(StaffGroup, {"kind": kind, "name": name, "digits": free_digits(kinds), "sort_no": 9_000})


def free_digits(kinds: Sequence[str]) -> str:
    """The next number to type for a group of those kinds: 1 to 8, then 91 to 99, so that none begins another."""
    taken = {digits for (digits,) in tuples(StaffGroup.select(StaffGroup.digits).where(StaffGroup.kind.in_(kinds)))}
    numbers = [*map(str, range(1, 9)), *map(str, range(91, 100))]
    return next((number for number in numbers if number not in taken), "")


def class_named(code: str, today: date) -> int:
    """The id of the class '3-2' of this school year, made now if the school has none yet."""
    grade, number = (int(part) for part in code.split("-"))
    facts = {"entry_year": entry_year_of(grade, today), "class_no": number}
    found = ClassGroup.get_or_none(**facts)
    return found.id if found is not None else insert_record(ClassGroup, facts)


def _read_experts() -> list[Choice]:
    rows = Expert.select(Expert.id, Expert.name, Expert.name_pinyin, Expert.name_initials).where(Expert.name != "")
    return [
        Choice(str(row_id), name, "", (pinyin.replace(" ", ""), initials))
        for row_id, name, pinyin, initials in tuples(rows.order_by(Expert.id))
    ]


def _read_obligations() -> list[Choice]:
    rows = Obligation.select(Obligation.code, Obligation.title).order_by(Obligation.sort_no, Obligation.id)
    return [Choice(code, title or code, "", (code,)) for code, title in tuples(rows) if code]


def _read_forms() -> list[Choice]:
    rows = FormTemplate.select(FormTemplate.code, FormTemplate.title_zh).where(FormTemplate.is_current)
    found = tuples(rows.order_by(FormTemplate.id))
    return [Choice(code, title or code, str(number)) for number, (code, title) in enumerate(found[:8], 1)] + [
        Choice(code, title or code, f"9{number}") for number, (code, title) in enumerate(found[8:], 1)
    ]


def _read_list_names() -> list[Choice]:
    names = tuples(CodeItem.select(CodeItem.list_id).distinct().order_by(CodeItem.list_id))
    return [Choice(name, t(f"code_list.{name}")) for (name,) in names]  # family code_list.*


_CODES = ByIds(
    CodeItem.select(CodeItem.code, CodeItem.label_zh, CodeItem.label_en, CodeItem.digits, CodeItem.aliases).order_by(
        CodeItem.is_active.desc(), CodeItem.sort_no, CodeItem.id
    ),
    CodeItem.list_id,
)
"""A list's entries. A grid asks for a dozen lists when it opens: peewee would write a dozen queries."""


def _read_codes(list_id: str) -> list[Choice]:
    stored, usual = _CODES([list_id]), code_lists().get(list_id, ())
    if not {row[0] for row in stored} & {entry.code for entry in usual}:
        # A school that was founded before the program knew this list has the usual entries before its own.
        stored = [(e.code, e.zh, e.en, e.digits, "|".join(e.aliases)) for e in usual] + stored
    english = language() == "en"
    return [
        Choice(code, (en if english and en else zh), digits, (zh, en, *filter(None, aliases.split("|"))))
        for code, zh, en, digits, aliases in stored
    ]
