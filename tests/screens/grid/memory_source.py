"""A school of a few invented people in memory, for tests of the grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.registers.column import Choice, Column, Kind, Person
from models.registers.kinds import empty_value, parse, show
from models.registers.manners import Deed
from models.registers.problem import Problem, Unreadable
from models.registers.register import Register
from models.registers.source import CellEdit, Conflict, Outcome, Row

SEX = [Choice("m", "男", "1"), Choice("f", "女", "2")]
SUBJECTS = [Choice(label, label, str(n)) for n, label in enumerate(["语文", "数学", "英语", "科学", "体育", "音乐"], 1)]
_RANKS = ("二级教师", "一级教师", "高级教师", "正高级教师")
RANKS = [Choice(f"r{n}", label, str(n)) for n, label in enumerate(_RANKS, 1)]
# 1 waits for a second digit, 3 does not.
POSITIONS = [Choice("p1", "班主任", "1"), Choice("p3", "教研组长", "3")] + [
    Choice(f"p1{n}", label, f"1{n}") for n, label in enumerate(("总务主任", "副校长"))
]
UNNUMBERED = [Choice("han", "汉族"), Choice("hui", "回族"), Choice("zhuang", "壮族"), Choice("miao", "苗族")]
LISTS = {"sex": SEX, "subject": SUBJECTS, "rank": RANKS, "position": POSITIONS, "ethnicity": UNNUMBERED}

PEOPLE = [
    Person("001", "王小明", "wang xiao ming", "语文组"),
    Person("002", "王晓梅", "wang xiao mei", "数学组"),
    Person("003", "曾丽", "zeng li", "英语组"),
    Person("004", "王芳", "wang fang", "语文组"),
    Person("005", "王芳", "wang fang", "数学组"),
]

_COMPUTED = "years"
COLUMNS = (
    Column("staff_no", Kind.DIGITS, 6, required=True, frozen=True, max_length=20),
    Column("name", Kind.NAME, 10, required=True, frozen=True, max_length=40),
    Column("sex", Kind.CODE, 4, required=True, choices="sex"),
    Column("born_on", Kind.PARTIAL_DATE, 10, earliest=date(1940, 1, 1), latest=date(2010, 12, 31)),
    Column("age", Kind.COMPUTED, 4),
    Column("subjects", Kind.CODES, 12, choices="subject"),
    Column("rank", Kind.CODE, 12, choices="rank", default="一级教师"),
    Column("position", Kind.CODE, 12, choices="position"),
    Column("ethnicity", Kind.CODE, 8, choices="ethnicity"),
    Column("mentor", Kind.PERSON, 10),
    Column("phone", Kind.DIGITS, 12, max_length=20),
    Column("remark", Kind.TEXT, 20, max_length=400),
)
STAFF = Register("staff", COLUMNS, keys=(("staff_no",), ("name",)))


class MemoryContext:
    """The lists and people above, on a fixed day."""

    today = date(2026, 11, 24)

    def choices(self, list_id: str) -> Sequence[Choice]:
        return LISTS[list_id]

    def new_choice(self, list_id: str, text: str) -> Choice | None:
        return None

    def people(self) -> Sequence[Person]:
        return PEOPLE

    def taught_by(self, staff_no: str, class_code: str) -> Sequence[str]:
        return ()

    def teachers_of(self, class_code: str) -> Sequence[str]:
        return ()

    def teacher_of(self, class_code: str, subject: str) -> str:
        return ""


@dataclass
class _Stored:
    id: int
    version: int = 1
    texts: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)

    def copy(self) -> _Stored:
        return _Stored(self.id, self.version, dict(self.texts), dict(self.notes), set(self.doubtful))


class MemorySource:
    """`RowSource` over a list. ``log`` has every edit with its gesture; `interfere` lets somebody else write."""

    def __init__(self, rows: Sequence[dict[str, str]] = (), register: Register = STAFF) -> None:
        self.register = register
        self.context = MemoryContext()
        self.revision = 0
        self._ids = len(rows)
        self._rows = [_Stored(n, texts=dict(texts)) for n, texts in enumerate(rows, 1)]
        self._own_order = [row.id for row in self._rows]
        self._shown = list(self._rows)
        self._undo: list[list[_Stored]] = []
        self._redo: list[list[_Stored]] = []
        self._sort: Sequence[tuple[str, bool]] = ()
        self._filter = ""
        self.log: list[tuple[str, list[CellEdit]]] = []
        self.kept: list[tuple[int, str, str]] = []
        self.left: CellEdit | None = None
        self.liked: dict[str, Any] = {}

    def __len__(self) -> int:
        return len(self._shown)

    def texts(self, *fields: str) -> list[list[str]]:
        """What stands in those fields, row by row."""
        return [[row.texts.get(name, "") for name in fields] for row in self._shown]

    def row(self, index: int) -> Row:
        return self._dressed(self._shown[index])

    def _dressed(self, stored: _Stored) -> Row:
        values: dict[str, Any] = {}
        texts: dict[str, str] = {}
        problems: dict[str, Problem] = {}
        for column in self.register.columns:
            typed = stored.texts.get(column.field, "")
            try:
                values[column.field] = parse(column, typed, self.context)
                texts[column.field] = show(column, values[column.field], self.context)
            except Unreadable as wrong:
                values[column.field], texts[column.field] = empty_value(column), typed
                problems[column.field] = Problem(column.field, str(wrong))
        for found in self.register.problems(values, self.context):
            problems.setdefault(found.field, found)
        return Row(stored.id, stored.version, texts, values, problems, stored.notes, frozenset(stored.doubtful))

    def index_of(self, row_id: int) -> int | None:
        return next((index for index, row in enumerate(self._shown) if row.id == row_id), None)

    def edit(self, edits: Sequence[CellEdit], gesture: str) -> Outcome:
        self.log.append((gesture, list(edits)))
        self._remember()
        added: dict[int, int] = {}
        touched: list[int] = []
        conflicts: list[Conflict] = []
        for edit in edits:
            if edit.row_id < 0 and edit.row_id not in added:
                added[edit.row_id] = self._append(len(self._shown)).id
            stored = self._find(added.get(edit.row_id, edit.row_id))
            there = self._dressed(stored).texts.get(edit.field, "")
            if edit.seen != there and edit.row_id > 0:
                conflicts.append(Conflict(stored.id, edit.field, edit.text, there, "李主任", "10:32"))
                continue
            stored.texts[edit.field] = edit.text
            stored.version += 1
            touched.append(stored.id)
        self.revision += 1
        return Outcome(
            len(self._undo) if touched else None,
            tuple(self.row(index) for row_id in dict.fromkeys(touched) if (index := self.index_of(row_id)) is not None),
            tuple(added.values()),
            conflicts=tuple(conflicts),
        )

    def interfere(self, index: int, field: str, text: str) -> None:
        self._shown[index].texts[field] = text
        self.revision += 1

    def insert(self, before: int | None) -> Outcome:
        self._remember()
        row = self._append(len(self._rows) if before is None else self._rows.index(self._find(before)))
        self._arrange()
        return Outcome(len(self._undo), added=(row.id,))

    def delete(self, row_ids: Sequence[int]) -> Outcome:
        self._remember()
        self._rows = [row for row in self._rows if row.id not in row_ids]
        self._arrange()
        return Outcome(len(self._undo), removed=tuple(row_ids))

    def annotate(self, row_id: int, field: str, words: str | None = None, doubtful: bool | None = None) -> Outcome:
        self._remember()
        stored = self._find(row_id)
        if words is not None:
            stored.notes = {**stored.notes, field: words} if words else _without(stored.notes, field)
        if doubtful is not None:
            stored.doubtful = stored.doubtful | {field} if doubtful else stored.doubtful - {field}
        self.revision += 1
        return Outcome(len(self._undo), (self.row(self._shown.index(stored)),))

    def doubt(self, cells: Sequence[tuple[int, str]], doubtful: bool) -> Outcome:
        self._remember()
        for row_id, name in cells:
            stored = self._find(row_id)
            stored.doubtful = stored.doubtful | {name} if doubtful else stored.doubtful - {name}
        self.revision += 1
        rows = [self.row(self._shown.index(self._find(row_id))) for row_id, _ in cells]
        return Outcome(len(self._undo), tuple(rows))

    def undo(self) -> Outcome:
        return self._swap(self._undo, self._redo)

    def redo(self) -> Outcome:
        return self._swap(self._redo, self._undo)

    def sort(self, keys: Sequence[tuple[str, bool]]) -> None:
        self._sort = tuple(keys)
        self._arrange()

    def filter(self, text: str) -> None:
        self._filter = text
        self._arrange()

    def refresh(self) -> bool:
        return False

    def next_problem(self, after: tuple[int, str] | None, hard_only: bool = False) -> tuple[int, str] | None:
        fields = [column.field for column in self.register.columns]
        rows = [self.row(index) for index in range(len(self))]
        cells = [(row.id, name) for row in rows for name in fields if name in row.problems or name in row.doubtful]
        if not cells or after is None or (start := self.index_of(after[0])) is None:
            return cells[0] if cells else None
        place = (start, fields.index(after[1]))
        return next(
            (cell for cell in cells if ((self.index_of(cell[0]) or 0), fields.index(cell[1])) > place), cells[0]
        )

    def keep_typing(self, row_id: int, field: str, text: str) -> None:
        self.kept.append((row_id, field, text))

    def unfinished(self) -> CellEdit | None:
        return self.left

    def why_not_move(self) -> str:
        return ""

    def move(self, row_ids: Sequence[int], before: int | None) -> Outcome:
        self._remember()
        moved = [row for row in self._rows if row.id in row_ids]
        rest = [row for row in self._rows if row.id not in row_ids]
        at = next((index for index, row in enumerate(rest) if row.id == before), len(rest))
        self._rows = [*rest[:at], *moved, *rest[at:]]
        self._arrange()
        return Outcome(len(self._undo))

    def preference(self, name: str) -> Any:
        return self.liked.get(name)

    def prefer(self, name: str, value: Any) -> None:
        self.liked[name] = value

    def deeds(self) -> list[Deed]:
        return [
            Deed(
                number,
                f"14:02:{number:02}",
                gesture,
                "",
                f"{edits[0].field}：{edits[0].text}",
                len({edit.row_id for edit in edits}),
                number > len(self._undo),
            )
            for number, (gesture, edits) in reversed(list(enumerate(self.log, 1)))
        ]

    def _find(self, row_id: int) -> _Stored:
        return next(row for row in self._rows if row.id == row_id)

    def _append(self, place: int) -> _Stored:
        self._ids += 1
        row = _Stored(self._ids)
        self._rows.insert(place, row)
        self._shown.insert(min(place, len(self._shown)), row)
        return row

    def _remember(self) -> None:
        self._undo.append([row.copy() for row in self._rows])
        self._redo.clear()

    def _swap(self, taken: list[list[_Stored]], kept: list[list[_Stored]]) -> Outcome:
        if not taken:
            return Outcome()
        before = self._rows
        kept.append([row.copy() for row in before])
        self._rows = taken.pop()
        self._arrange()
        changed = [
            (row.id, name)
            for row in self._rows
            for old in before
            if row.id == old.id
            for name in {*row.texts, *old.texts}
            if row.texts.get(name, "") != old.texts.get(name, "")
        ]
        return Outcome(len(kept), focus=changed[0] if changed else None)

    def _arrange(self) -> None:
        words = self._filter.split()
        self._shown = [row for row in self._rows if all(any(w in t for t in row.texts.values()) for w in words)]
        for name, descending in reversed(self._sort):
            self._shown.sort(key=lambda row: row.texts.get(name, ""), reverse=descending)
        self.revision += 1


def _without(notes: dict[str, str], name: str) -> dict[str, str]:
    return {field: words for field, words in notes.items() if field != name}


def sample(count: int = 60) -> list[dict[str, str]]:
    """That many rows, each different."""
    family, given = "赵钱孙李周吴郑王", ("小明", "丽", "建国", "梅", "子涵")
    return [
        {
            "staff_no": f"{n:03}",
            "name": family[n % 8] + given[n % 5],
            "sex": SEX[n % 2].label,
            "born_on": f"{1970 + n % 30}-{n % 12 + 1:02}",
            "subjects": SUBJECTS[n % 6].label,
            "rank": RANKS[n % 4].label,
            "phone": f"139{n:08}",
            "remark": f"备注{n}",
        }
        for n in range(1, count + 1)
    ]
