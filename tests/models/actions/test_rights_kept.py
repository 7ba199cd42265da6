"""Whoever acts does and sees what their role may, whichever way they come."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.actions.accounts import add_key, deactivate, find_account, revoke_key, set_role
from models.actions.analysis import needs_of
from models.actions.cell_past import cell_values
from models.actions.desk import Desk
from models.actions.exporting import export_register
from models.actions.history_pages import HistoryPages
from models.actions.importing import plan_import
from models.actions.looking_up import Asked, doers, limits
from models.actions.past import Past, PastSource, recorded
from models.actions.registers import REGISTERS
from models.actions.registers.attendance import attendance_sheet
from models.actions.seen import seen
from models.actions.source import RegisterSource
from models.actions.standing import standings
from models.actions.telling import Teller
from models.actions.window import WindowSource
from models.journal.history import entries
from models.journal.undo import undo
from models.registers.source import CellEdit
from models.rules.rights import ROLES
from models.store import Store
from models.store.errors import NotAllowed
from tests.support.keys import a_key
from tests.support.small_school import HEAD, MEMBER, OTHER, PEOPLE, School, small_school


@pytest.fixture
def school(desk: Desk) -> School:
    return small_school(desk)


def texts(desk: Desk, register: str, field: str) -> list[str]:
    source = desk.source(register)
    return [source.row(index).texts[field] for index in range(len(source))]


def an_activity(desk: Desk, title: str = "集体备课") -> int:
    cells = {"held_on": "2026-11-18", "activity_title": title}
    return desk.source("activities").edit([CellEdit(-1, field, text) for field, text in cells.items()], "type").added[0]


def set_status(desk: Desk, activity: int, name: str, status: str) -> None:
    source, _ = attendance_sheet(desk, activity)
    row = next(row for row in map(source.row, range(len(source))) if row.texts["teacher"] == name)
    source.edit([CellEdit(row.id, "attendance_status", status, row.texts["attendance_status"])], "type")


# -- writing ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["leader", "head", "teacher", "viewer"])
def test_the_roster_is_written_by_administrator_and_office_only(school: School, role: str):
    desk = school.enter(role)
    source, before = desk.source("roster"), desk.store.latest_change()
    assert "教导处" in source.read_only
    with pytest.raises(NotAllowed, match="教导处"):
        source.edit([CellEdit(source.row(0).id, "name", "王小强", source.row(0).texts["name"])], "type")
    with pytest.raises(NotAllowed):
        source.delete([source.row(0).id])
    with pytest.raises(NotAllowed):
        source.annotate(source.row(0).id, "name", doubtful=True)
    assert desk.store.latest_change() == before


@pytest.mark.parametrize("role", ["", "admin", "office"])
def test_those_who_may_write_the_roster_do_as_ever(school: School, role: str):
    source = school.enter(role).source("roster")
    assert source.read_only == ""
    row = source.row(0)
    outcome = source.edit([CellEdit(row.id, "phone", "13900000009", row.texts["phone"])], "type")
    assert outcome.rows[0].texts["phone"] == "13900000009"


def test_a_head_keeps_the_attendance_of_the_own_group_and_of_nobody_else(school: School):
    desk = school.enter("head")
    activity = an_activity(desk)
    sheet, outcome = attendance_sheet(desk, activity)
    assert outcome.change_id is not None
    assert [sheet.row(index).texts["teacher"] for index in range(len(sheet))] == [HEAD, MEMBER]
    set_status(desk, activity, MEMBER, "请假")
    of_another = [CellEdit(-1, "activity", "2026-11-18 集体备课"), CellEdit(-1, "teacher", OTHER)]
    with pytest.raises(NotAllowed, match=OTHER):
        desk.source("attendance").edit(of_another, "type")
    (theirs,) = school.enter("").source("attendance").edit(of_another, "type").added
    source = school.enter("head").source("attendance")
    assert [source.row(index).texts["teacher"] for index in range(len(source))] == [HEAD, MEMBER]
    assert source.row_by_id(theirs) is None
    with pytest.raises(NotAllowed, match=OTHER):
        source.delete([theirs])


def test_a_head_moves_no_row_out_of_the_group_or_into_it(school: School):
    desk = school.enter("head")
    attendance_sheet(desk, an_activity(desk))
    source = desk.source("attendance")
    row = source.row(1)
    with pytest.raises(NotAllowed, match=OTHER):
        source.edit([CellEdit(row.id, "teacher", OTHER, row.texts["teacher"])], "type")


def test_a_head_changes_the_own_activities_and_not_the_office_s(school: School):
    theirs = an_activity(school.enter(""))
    desk = school.enter("head")
    own = an_activity(desk, "组内研讨")
    desk.source("activities").edit([CellEdit(own, "place", "二楼")], "type")
    with pytest.raises(NotAllowed):
        desk.source("activities").edit([CellEdit(theirs, "place", "二楼")], "type")
    with pytest.raises(NotAllowed):
        desk.source("activities").delete([theirs])


def test_undo_reaches_no_further_than_doing(school: School):
    desk = school.enter("")
    attendance_sheet(desk, an_activity(desk))
    theirs = entries(limit=1)[0].id
    desk = school.enter("head")
    with pytest.raises(NotAllowed):
        undo(desk.store, theirs)
    with pytest.raises(NotAllowed):
        undo(school.enter("viewer").store, theirs)
    assert undo(school.enter("office").store, theirs).undone_id == theirs


def test_everybody_sees_to_the_own_keys_and_the_administrator_to_all(school: School):
    ids = {role: find_account(role).id for role in ("admin", "teacher", "viewer")}  # type: ignore[union-attr]
    store = school.enter("teacher").store
    own = add_key(store, ids["teacher"], a_key())
    with pytest.raises(NotAllowed):
        add_key(store, ids["viewer"], a_key())
    with pytest.raises(NotAllowed):
        set_role(store, ids["teacher"], "admin")
    with pytest.raises(NotAllowed):
        revoke_key(school.enter("viewer").store, own)
    assert revoke_key(school.enter("admin").store, own) is not None


def test_a_session_whose_account_was_changed_writes_nothing_more(school: School):
    desk = school.enter("office")
    office = desk.store.actor
    school.enter("")
    deactivate(desk.store, office.account_id or 0)
    desk.store.actor = office
    with pytest.raises(NotAllowed, match="重新登录"):
        desk.source("roster").insert(None)


def test_a_row_that_fails_leaves_nothing_of_the_action(school: School, store: Store):
    desk = school.enter("head")
    activity = an_activity(desk)
    before = store.latest_change()
    edits = [
        CellEdit(-number, field, text)
        for number, name in enumerate((MEMBER, OTHER), 1)
        for field, text in (("activity", "2026-11-18 集体备课"), ("teacher", name))
    ]
    with pytest.raises(NotAllowed):
        desk.source("attendance").edit(edits, "paste")
    assert store.latest_change() == before
    assert texts(school.enter(""), "attendance", "teacher") == []
    assert activity


# -- reading ---------------------------------------------------------------------------------------------------------

HIDDEN_FROM = {"head": {OTHER}, "teacher": {HEAD, OTHER}, "viewer": {HEAD, MEMBER, OTHER}}


@pytest.mark.parametrize("role", ["", "admin", "office", "leader", "head", "teacher", "viewer"])
def test_telephones_and_birth_dates_are_masked_for_those_who_need_not_see_them(school: School, role: str):
    desk = school.enter(role)
    source = desk.source("roster")
    for row in map(source.row, range(len(source))):
        phone, born_on, _ = PEOPLE[row.texts["name"]]
        if row.texts["name"] in HIDDEN_FROM.get(role, ()):
            assert row.texts["phone"] == f"{phone[:3]}****{phone[-4:]}"
            assert {row.texts["born_on"], row.texts["age"], row.texts["remark"]} == {"****"}
        else:
            assert (row.texts["phone"], row.texts["born_on"]) == (phone, born_on)
            assert row.texts["age"].isdecimal()
    hidden = [PEOPLE[name] for name in HIDDEN_FROM.get(role, ())]
    everything = str([source.row(index) for index in range(len(source))]) + str(desk.people(desk.today))
    with recorded(desk, date.today()) as then:
        everything += str(then.people(desk.today)) + str([*map(then.source("roster").row, range(len(PEOPLE)))])
    assert not [fact for person in hidden for fact in person[:2] if fact in everything]


@pytest.mark.parametrize("window", [False, True])
def test_what_is_hidden_can_be_neither_searched_for_nor_ordered_by(school: School, window: bool):
    desk = school.enter("viewer")
    make = WindowSource if window else type(desk.source("roster"))
    source = make(desk.store, desk.table("roster"), desk.lists)  # type: ignore[arg-type]
    for asked in ("0000", "13800000002", "1991", "宅电"):
        source.filter(asked)
        assert len(source) == 0, asked
    source.filter("")
    for field in ("born_on", "age", "remark"):
        orders = []
        for falling in (False, True):
            source.sort([(field, falling)])
            orders.append([source.row(index).texts["name"] for index in range(len(source))])
        assert orders[0] == orders[1] == [HEAD, MEMBER, OTHER], field
    source.filter(OTHER)
    assert len(source) == 1


def test_what_waits_and_lies_beside_a_hidden_cell_is_hidden_with_it(school: School):
    desk = school.enter("")
    source = desk.source("roster")
    row = source.row(2)
    source.edit([CellEdit(row.id, "born_on", "1992-13-45", row.texts["born_on"])], "type")
    source.annotate(row.id, "phone", "问过13900000007", doubtful=True)
    assert source.findings().hard == 1
    seen_by = school.enter("viewer").source("roster").row(2)
    assert seen_by.texts["born_on"] == "****"
    assert not {"born_on", "phone"} & {*seen_by.problems, *seen_by.notes, *seen_by.doubtful}
    assert "1992-13-45" not in str(seen_by)
    assert "13900000007" not in str(seen_by)


def test_files_hold_what_the_person_sees(school: School, tmp_path: Path):
    desk = school.enter("teacher")
    source = desk.source("roster")
    rows = [source.row(index) for index in range(len(source))]
    export_register(desk, source.register, rows, tmp_path / "out.csv", source.register.columns)
    content = (tmp_path / "out.csv").read_text("utf-8-sig")
    assert PEOPLE[MEMBER][0] in content
    assert PEOPLE[OTHER][0] not in content
    assert PEOPLE[OTHER][1] not in content


def test_a_file_is_not_even_planned_for_somebody_who_may_not_write(school: School, tmp_path: Path):
    file = tmp_path / "in.csv"
    file.write_text("工号,姓名,电话\n001,王强,13800000000\n", "utf-8")
    with pytest.raises(NotAllowed, match="教导处"):
        plan_import(school.enter("leader"), "roster", file)
    assert plan_import(school.enter("office"), "roster", file).rows


def test_a_past_day_hides_what_today_hides(school: School):
    desk = school.enter("teacher")
    past = Past(desk.store, date.today())
    source = PastSource(past, desk, "roster")
    shown = {row.texts["name"]: row.texts["phone"] for row in map(source.row, range(len(source)))}
    past.close()
    assert shown == {HEAD: "138****0001", MEMBER: "13800000002", OTHER: "138****0003"}


def test_own_attendance_only_is_seen_by_a_teacher(school: School):
    desk = school.enter("")
    activity = an_activity(desk)
    attendance_sheet(desk, activity)
    desk = school.enter("teacher")
    assert texts(desk, "attendance", "teacher") == [MEMBER]
    sheet, outcome = attendance_sheet(desk, activity)
    assert ([row.texts["teacher"] for row in map(sheet.row, range(len(sheet)))], outcome.change_id) == ([MEMBER], None)
    assert len(texts(school.enter("viewer"), "attendance", "teacher")) == 3


def test_the_needs_of_the_own_group_for_its_head_and_of_nobody_for_a_teacher(school: School):
    desk = school.enter("head")
    assert needs_of(desk, desk.today).headcount == 2
    assert needs_of(desk, desk.today, "数学组").headcount == 0
    assert needs_of(school.enter("leader"), desk.today).headcount == 3
    with pytest.raises(NotAllowed, match="校领导"):
        needs_of(school.enter("teacher"), desk.today)


@pytest.mark.parametrize("role", ROLES)
def test_every_register_opens_or_says_who_may_see_it(school: School, role: str, monkeypatch: pytest.MonkeyPatch):
    desk = school.enter("")
    attendance_sheet(desk, an_activity(desk))
    desk = school.enter(role)
    kinds: dict[str, set[type]] = {}
    for longest in (0, 5_000):
        monkeypatch.setattr("models.actions.desk.LONGEST_LIST", longest)
        for register in (*REGISTERS, "accounts"):
            if reason := desk.why_not_see(register):
                assert "管理员" in reason
                with pytest.raises(NotAllowed):
                    desk.source(register)
                continue
            source = desk.source(register)
            assert all(source.row(index).id for index in range(len(source)))
            source.filter(HEAD)
            source.sort([(source.register.columns[0].field, True)])
            kinds.setdefault(register, set()).add(type(source))
    assert kinds["roster"] == {RegisterSource, WindowSource}
    assert kinds["attendance"] >= {RegisterSource}


def test_how_others_stand_is_seen_as_their_observations_are(school: School):
    assert [one.name for one in standings(school.enter("teacher"))] == [MEMBER]
    assert {one.name for one in standings(school.enter("head"))} == {HEAD, MEMBER}
    assert len(standings(school.enter("leader"))) == 3


# -- the history -----------------------------------------------------------------------------------------------------


def test_a_teacher_sees_the_own_deeds_only_and_a_visitor_none(school: School):
    desk = school.enter("teacher")
    add_key(desk.store, desk.store.actor.account_id or 0, a_key())
    pages = HistoryPages(desk.store, desk.lists, limits(desk, Asked()))
    assert [pages.entry(index).actor for index in range(len(pages.ids))] == [MEMBER]
    assert limits(desk, Asked(actor="office"))["actor"] == MEMBER
    assert doers(desk) == [MEMBER]
    with pytest.raises(NotAllowed):
        limits(school.enter("viewer"), Asked())


def test_the_history_of_a_cell_is_for_those_who_may_see_what_others_did(school: School):
    row = school.enter("").source("roster").row(0)
    for role in ("head", "teacher", "viewer"):
        with pytest.raises(NotAllowed, match="校领导"):
            cell_values(school.enter(role), "roster", row.id, "name")
    assert cell_values(school.enter("leader"), "roster", row.id, "phone")[0].text == PEOPLE[HEAD][0]


def test_hidden_values_are_masked_in_the_history_too(school: School):
    found = entries(limit=200)
    desk = school.enter("viewer")
    teller = Teller(desk.store, desk.lists)
    told = str([teller.lines(seen(desk.store, entry)) for entry in found]) + str(
        [seen(desk.store, entry) for entry in found]
    )
    whole = str(found)
    for phone, born_on, _ in PEOPLE.values():
        assert phone in whole
        assert phone not in told
        assert born_on not in told
    assert "138****0001" in told
