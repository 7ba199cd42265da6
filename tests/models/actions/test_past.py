"""The records as they stood: of a whole register at the end of a day, of one cell through time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.actions.cell_past import cell_values
from models.actions.desk import Desk
from models.actions.past import Past, PastSource, past_day, recorded
from models.journal.undo import undo
from models.registers.problem import Unreadable
from models.registers.source import CellEdit
from models.store import Actor, Store


def typed(desk: Desk, field: str, text: str, row_id: int = -1) -> int:
    """Write one cell and return its row."""
    source = desk.source("roster")
    row = source.row_by_id(row_id)
    outcome = source.edit([CellEdit(row_id, field, text, row.texts[field] if row else "")], "type")
    assert not outcome.conflicts
    return outcome.added[0] if outcome.added else row_id


def values(desk: Desk, row_id: int, field: str) -> list[tuple[str, str]]:
    found = cell_values(desk, "roster", row_id, field)
    return [(value.text, value.actor) for value in found]


def test_one_cell_through_time_with_who_wrote_it(desk: Desk):
    row_id = typed(desk, "name", "[/b]甲")
    typed(desk, "rank", "一级教师", row_id)
    typed(desk, "phone", "13900000001", row_id)
    desk.store.actor = Actor("deputy", "elsewhere")
    typed(desk, "rank", "高级教师", row_id)
    assert values(desk, row_id, "rank") == [("高级教师", "deputy"), ("一级教师", "office")]
    assert values(desk, row_id, "name") == [("[/b]甲", "office")]
    assert values(desk, row_id, "sex") == []


def test_cells_kept_in_tables_beside_have_their_past_too(desk: Desk):
    row_id = typed(desk, "name", "甲")
    typed(desk, "subjects", "语文、数学", row_id)
    typed(desk, "subjects", "数学", row_id)
    typed(desk, "other_groups", "书法组", row_id)
    typed(desk, "other_groups", "", row_id)
    typed(desk, "honours", "县骨干教师2023", row_id)
    assert [text for text, _ in values(desk, row_id, "subjects")] == ["数学", "语文、数学"]
    assert [text for text, _ in values(desk, row_id, "other_groups")] == ["", "书法组"]
    assert [text for text, _ in values(desk, row_id, "honours")] == ["县骨干教师2023"]


def test_a_group_that_was_undone_away_keeps_its_name_in_the_past(desk: Desk):
    row_id = typed(desk, "name", "甲")
    typed(desk, "other_groups", "书法组", row_id)
    undo(desk.store)
    assert [text for text, _ in values(desk, row_id, "other_groups")] == ["", "书法组"]


def test_a_class_that_was_undone_away_keeps_its_name_in_the_past(desk: Desk):
    row_id = typed(desk, "name", "甲")
    typed(desk, "classes", "三(2)班", row_id)
    undo(desk.store)
    assert [text for text, _ in values(desk, row_id, "classes")] == ["", "三(2)班"]
    typed(desk, "head_of_class", "四(1)班", row_id)
    undo(desk.store)
    assert [text for text, _ in values(desk, row_id, "head_of_class")] == ["", "四(1)班"]


def test_what_could_not_be_read_is_a_part_of_the_cells_past(desk: Desk):
    row_id = typed(desk, "name", "甲")
    typed(desk, "rank", "教授", row_id)
    typed(desk, "rank", "一级教师", row_id)
    assert [text for text, _ in values(desk, row_id, "rank")] == ["一级教师", "教授"]


def test_a_person_named_in_a_cell_stays_named_after_being_deleted(desk: Desk):
    gone, later = typed(desk, "name", "甲"), typed(desk, "name", "乙")
    honours = desk.source("honours")
    edits = [CellEdit(-1, "teacher", "甲"), CellEdit(-1, "honour_title", "骨干教师")]
    row_id = honours.edit(edits, "type").added[0]
    honours.edit([CellEdit(row_id, "teacher", "乙", "甲")], "type")
    desk.source("roster").delete([gone])
    assert later
    found = cell_values(desk, "honours", row_id, "teacher")
    assert [value.text for value in found] == ["乙", "甲"]


def _a_day_passes(store: Store, monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    """Let the history's clock say noon of that day from now on."""
    monkeypatch.setattr("models.store.change.now", lambda: f"{day}T04:00:00.000000Z")


def test_a_register_as_it_stood_at_the_end_of_a_day(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    day = desk.today + timedelta(days=400)
    _a_day_passes(desk.store, monkeypatch, day.isoformat())
    kept, gone = typed(desk, "name", "甲"), typed(desk, "name", "乙")
    typed(desk, "rank", "一级教师", kept)
    typed(desk, "subjects", "语文", kept)
    typed(desk, "born_on", "1985-03", kept)
    _a_day_passes(desk.store, monkeypatch, (day + timedelta(days=1)).isoformat())
    typed(desk, "rank", "高级教师", kept)
    typed(desk, "subjects", "数学", kept)
    desk.source("roster").delete([gone])
    past = Past(desk.store, day)
    source = PastSource(past, desk, "roster")
    shown = [source.row(index).texts for index in range(len(source))]
    assert [row["name"] for row in shown] == ["甲", "乙"]
    assert (shown[0]["rank"], shown[0]["subjects"], shown[0]["age"]) == ("一级教师", "语文", "42")
    source.sort([("rank", True)])
    source.filter("乙")
    assert len(source) == 1
    assert desk.source("roster").row(0).texts["rank"] == "高级教师"
    assert [row["name"] for row in desk.people(day)] == ["甲"]
    past.close()


def test_nobody_writes_the_past(desk: Desk):
    row_id = typed(desk, "name", "甲")
    past = Past(desk.store, date.today())
    source = PastSource(past, desk, "roster")
    before = desk.store.latest_change()
    said = [
        source.edit([CellEdit(row_id, "name", "丙", "甲")], "type").message,
        source.insert(None).message,
        source.delete([row_id]).message,
        source.undo().message,
        source.redo().message,
    ]
    assert all("只能看" in words for words in said)
    assert desk.store.latest_change() == before
    assert source.row(0).texts["name"] == "甲"


def test_everything_reads_the_past_inside_the_block_and_today_behind_it(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    day = desk.today + timedelta(days=400)
    _a_day_passes(desk.store, monkeypatch, day.isoformat())
    row_id = typed(desk, "name", "甲")
    _a_day_passes(desk.store, monkeypatch, (day + timedelta(days=1)).isoformat())
    typed(desk, "name", "乙", row_id)
    with recorded(desk, day) as then:
        assert [values["name"] for values in then.people(day)] == ["甲"]
        assert then.source("roster").row(0).texts["name"] == "甲"
    assert [values["name"] for values in desk.people(day)] == ["乙"]


@pytest.mark.parametrize(("text", "says"), [("2099-01-01", "2099-01-01"), ("2001-01-01", "2001-01-01"), ("x", "x")])
def test_a_day_of_which_nothing_is_known_is_refused(desk: Desk, text: str, says: str):
    with pytest.raises(Unreadable, match=says):
        past_day(text, date.today())


def test_a_day_may_be_written_as_anywhere_else(desk: Desk):
    today = date.today()
    assert past_day(f"{today.year}.{today.month}.{today.day}", today) == today
    assert past_day(" ", today) is None


@pytest.mark.parametrize("register", ["roster", "honours", "groups"])
def test_a_cells_past_is_the_same_whether_few_or_all_changes_are_looked_at(
    desk: Desk, register: str, monkeypatch: pytest.MonkeyPatch
):
    row_id = typed(desk, "name", "甲")
    for field, text in (
        ("born_on", "1985-03"),
        ("subjects", "语文、数学"),
        ("born_on", "约 1985"),
        ("research_group", "语文组"),
        ("honours", "县骨干教师2023"),
        ("born_on", "1990-03"),
        ("other_groups", "电教组、书法组"),
        ("subjects", ""),
        ("head_of_class", "三(2)班"),
        ("classes", "三(2)班、四(1)班"),
        ("honours", "县骨干教师2023、校教坛新秀"),
        ("research_group", "数学组"),
        ("teaching_since", "2010-09"),
        ("remark", "甲"),
    ):
        typed(desk, field, text, row_id)
    undo(desk.store)
    source = desk.source(register)
    row_id = row_id if register == "roster" else source.row(0).id
    found = {column.field: cell_values(desk, register, row_id, column.field) for column in source.register.columns}
    monkeypatch.setattr(type(desk.table(register)), "deciding", lambda _self, _field: None)
    assert found == {name: cell_values(desk, register, row_id, name) for name in found}
    assert sum(map(len, found.values())) >= {"roster": 20, "honours": 3, "groups": 2}[register]
