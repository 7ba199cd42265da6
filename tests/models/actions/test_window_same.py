"""Whatever the list of all rows answers, the window answers too: the same orders, filters and findings."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from models.actions.desk import Desk
from models.actions.lists import research_groups
from models.actions.register_table import LongTable
from models.actions.sample import found_sample
from models.actions.source import RegisterSource
from models.actions.store_source import StoreSource
from models.actions.stored_people import StoredPeople
from models.actions.window import WindowSource
from models.registers.column import Kind, PeopleList
from models.registers.source import CellEdit
from models.rules.names import exactly_one, find_people
from models.store import Actor

REGISTERS = ("roster", "honours", "groups", "experts", "codes")
ODD = [
    {"name": "曾小小", "phone": "1390001", "born_on": "1985-02-30", "subjects": "数学、语文", "remark": "50%_甲"},
    {"name": "曾小小", "born_on": "1990-05", "other_groups": "电教组", "classes": "3-2、1-1"},
    {"name": "", "staff_no": "A07", "sex": "9", "head_of_class": "三(2)班"},
    {"name": "阿依古丽·买买提", "rank": "不知道", "honours": "县骨干教师2023(县教育局)、校优秀教师"},
    {"name": "O'Neil Élan", "remark": "Remark In English", "born_on": "2030-01", "teaching_since": "2050-01"},
    {"name": "曾国", "staff_no": "023", "name_pinyin": "Zeng guo"},
    {"name": "欧阳雪", "staff_no": "23", "name_pinyin": "ouyang xue"},
    {"name": "单", "staff_no": "t0023"},
    {"name": "明西安", "staff_no": "T24", "name_pinyin": "bing xi an"},
    {"name": "吕区重长", "staff_no": "b"},
    {"name": "B王", "staff_no": "wang1"},
    {"name": "李芳", "position": "校史馆长", "grade_group": "三年级组", "honours": "市教坛新秀"},
]
WORDS = [
    "女", "语文", "高级", "wxm", "wang", "zxx", "zengxiao", "李", "1985", "1985-0", "139", "3", "组", "三年级",
    "县", "骨干", "2023(", "县骨干教师2023", "在岗", "50%", "_", "%", "english", "o'neil", "不知道", "1985-02-30",
    "A07", "a07", "三(2)", "数学、语文", "女 数学", "没有这样的", "f", "active", "0", "34", "(0", "党员", "-",
    "电教", "买买提", "'", "组长", "校史",
]  # fmt: skip


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The sample school with people whose cells are odd, wait, or say what others' say."""
    store = found_sample(Path(tmp_path_factory.mktemp("same")) / "school.db", Actor("office", "test"))
    desk = Desk(store, today=lambda: date(2026, 11, 24))
    for number, cells in enumerate(ODD, 1):
        desk.source("roster").edit([CellEdit(-number, name, text) for name, text in cells.items()], "paste")
    first = desk.source("roster").row(0)
    desk.source("roster").edit([CellEdit(first.id, "honours", "省特级教师2019", first.texts["honours"])], "type")
    yield desk
    store.close()


def both(desk: Desk, register: str, everybody: bool = False) -> tuple[StoreSource, StoreSource]:
    return listed(desk, register, everybody), window(desk, register, everybody)


def listed(desk: Desk, register: str, everybody: bool = False) -> StoreSource:
    return RegisterSource(desk.store, desk.table(register), desk.lists, everybody)


def window(desk: Desk, register: str, everybody: bool = False) -> StoreSource:
    table = desk.table(register)
    assert isinstance(table, LongTable)
    return WindowSource(desk.store, table, desk.lists, everybody)


def ids(source: StoreSource) -> list[int]:
    return [source.row(index).id for index in range(len(source))]


@pytest.mark.parametrize("everybody", [False, True])
@pytest.mark.parametrize("register", REGISTERS)
def test_every_row_reads_the_same(school: Desk, register: str, everybody: bool) -> None:
    one, other = both(school, register, everybody)
    assert len(one) == len(other) > 0
    assert [one.row(i) for i in range(len(one))] == [other.row(i) for i in range(len(other))]


@pytest.mark.parametrize("falling", [False, True])
@pytest.mark.parametrize("register", REGISTERS)
def test_every_column_orders_the_same(school: Desk, register: str, falling: bool) -> None:
    one, other = both(school, register)
    for column in one.register.columns:
        for source in (one, other):
            source.sort([(column.field, falling)])
        assert ids(one) == ids(other), column.field


def test_several_columns_order_the_same(school: Desk) -> None:
    one, other = both(school, "roster")
    for keys in ([("sex", True), ("born_on", False)], [("research_group", False), ("rank", True), ("name", False)], []):
        for source in (one, other):
            source.sort(keys)
        assert ids(one) == ids(other), keys


@pytest.mark.parametrize("everybody", [False, True])
@pytest.mark.parametrize("register", REGISTERS)
def test_every_word_finds_the_same(school: Desk, register: str, everybody: bool) -> None:
    one, other = both(school, register, everybody)
    for word in WORDS:
        for source in (one, other):
            source.filter(word)
        assert ids(one) == ids(other), word


def test_the_words_do_find_something(school: Desk) -> None:
    source = listed(school, "roster")
    found = {word: bool(source.filter(word) or len(source)) for word in WORDS}
    assert sum(found.values()) > len(WORDS) * 0.6


@pytest.mark.parametrize("hard_only", [False, True])
@pytest.mark.parametrize("register", REGISTERS)
def test_the_walk_through_the_problems_is_the_same(school: Desk, register: str, hard_only: bool) -> None:
    one, other = both(school, register)
    walks = []
    for source in (one, other):
        at, walk = None, []
        while (at := source.next_problem(at, hard_only)) is not None and at not in walk:
            walk.append(at)
        walks.append(walk)
    assert walks[0] == walks[1]
    assert one.findings()[::2] == other.findings()[::2]


def test_places_are_the_same_in_any_order(school: Desk) -> None:
    for source in both(school, "roster"):
        source.sort([("name", True)])
        assert [source.index_of(row_id) for row_id in ids(source)] == list(range(len(source)))
        assert source.index_of(999_999) is None


def test_people_are_found_the_same(school: Desk) -> None:
    many, everybody = looked_up(), PeopleList(looked_up())
    assert len(many) == len(everybody) > 60
    texts = ways_of_typing(everybody)
    found = {text: find_people(text, everybody) for text in texts}
    for text in texts:
        assert find_people(text, many, 1) == found[text][:1], text
    for text in texts[::3]:
        assert find_people(text, many, 3) == found[text][:3], text
    for text in texts[::5]:
        assert find_people(text, many) == found[text], text
        assert exactly_one(text, many) == exactly_one(text, everybody), text
        assert many.is_number_begun(text) == everybody.is_number_begun(text), text
    assert sum(map(bool, found.values())) > len(texts) / 3
    assert sum(len(people) > 3 for people in found.values()) > 20


def test_people_are_named_the_same(school: Desk) -> None:
    many, everybody = looked_up(), PeopleList(looked_up())
    for person in everybody:
        assert many.numbered(person.staff_no) == person
        assert many.bearers(person.name) == everybody.bearers(person.name)
        assert many.spoken(person.staff_no) == everybody.spoken(person.staff_no)
        for text in (person.name, person.staff_no, f"{person.name}({person.staff_no})", f"{person.name}(1)"):
            assert many.called(text, text) == everybody.called(text, text), text
    assert many.numbered("nobody") is None
    assert many.bearers("无此人") == 0


@pytest.mark.parametrize("register", REGISTERS)
def test_the_rows_about_somebody_are_found(school: Desk, register: str) -> None:
    source = window(school, register)
    assert isinstance(source, WindowSource)
    columns = source.register.columns
    names = [column.field for column in columns if column.kind in (Kind.NAME, Kind.PERSON)]
    digits = [column.field for column in columns if column.kind is Kind.DIGITS]
    rows = [source.row(index) for index in range(len(source))]
    for person in looked_up():
        texts = (person.name, f"{person.name}({person.staff_no})")
        told = {row.id for row in rows if any(row.texts[name] in texts for name in names if row.texts[name])}
        numbered = {row.id for row in rows if any(row.texts[name] == person.staff_no for name in digits)}
        found = source.rows_about(person.staff_no, texts)
        assert told | numbered <= set(found)
        assert len(found) < 15 < len(rows) or register in ("groups", "codes", "experts")


def looked_up() -> StoredPeople:
    return StoredPeople(research_groups)


def ways_of_typing(people: PeopleList) -> list[str]:
    """What people may type for any of them, the same every time: some of it fits nobody."""
    chance = random.Random(11)
    texts = [
        *"abcdefghijklmnopqrstuvwxyz0123456789王李曾单明",
        "ü",
        "'",
        " ",
        "0",
        "00",
        "T",
        "W",
        "王 x",
        "zzz",
        "xian",
    ]
    for person in people[-17:]:
        syllables = person.pinyin.split() or [""]
        for parts in chance.choices(list(product(*((s, s[:1], s[:2]) for s in syllables))), k=5):
            text = "".join(parts)
            texts += [text, text[: chance.randint(1, 9)], "".join(parts[1:])]
        texts += [person.name[:1] + "".join(s[:1] for s in syllables[1:]), person.name[:2], person.name[1:]]
        texts += [person.staff_no, person.staff_no.lstrip("0"), person.staff_no[:2], person.staff_no.upper()]
    letters = "wxmzlcaoynghse"
    texts += ["".join(chance.choices(letters, k=chance.randint(2, 4))) for _ in range(60)]
    return list(dict.fromkeys(texts))
