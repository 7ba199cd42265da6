"""Somebody who has left is made anonymous: gone from the store to the last byte, counts and the chain as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.actions.anonymous import NotAnonymous, leaver, leavers, make_anonymous
from models.actions.desk import Desk
from models.actions.mine import everything_about
from models.journal.undo import NothingToUndo, UndoRefused, undo
from models.journal.writing import insert_record, update_record
from models.store.checking import check
from models.tables.accounts import Account
from models.tables.lessons import Observation
from models.tables.log import Change, ChangeSet, Redaction
from models.tables.people import Teacher
from models.tables.reflections import Reflection, ReflectionText, StoredFile


def one_who_left(desk: Desk, since: str = "2023-07") -> Teacher:
    """Somebody with records, a private word in two older actions, an account, and a reason that names them."""
    known = Reflection.select(Reflection.teacher).where(Reflection.file.is_null(False))
    who = Teacher.select().where(Teacher.id.in_(known), Teacher.phone != "").order_by(Teacher.id).first()
    with desk.store.change("roster.type", f"改{who.name}的电话"):
        update_record(Teacher, who.id, {"phone": "13987654321", "remark": "家里有困难"})
    with desk.store.change("accounts.add"):
        insert_record(Account, {"login": "wholeft", "name": f"{who.name}老师", "teacher": who.id})
    with desk.store.change("roster.type"):
        update_record(Teacher, who.id, {"status": "retired", "status_since": since})
    return Teacher.get_by_id(who.id)


def test_nothing_of_the_person_is_left_in_the_file_and_the_chain_holds(past_desk: Desk):
    who = one_who_left(past_desk)
    texts = [one.body for one in ReflectionText.select().join(Reflection).where(Reflection.teacher == who.id)]
    counted = Observation.select().where(Observation.observer == who.id).count()
    handed_in = Reflection.select().where(Reflection.teacher == who.id).count()
    files = StoredFile.select().count()
    made = make_anonymous(past_desk, leaver(past_desk, who.name))
    now = Teacher.get_by_id(who.id)
    assert (now.name, now.phone, now.born_on, now.name_pinyin, now.remark) == (made.alias, "", "", "", "")
    assert (now.sex, now.rank, now.status) == (who.sex, who.rank, "retired")
    assert Observation.select().where(Observation.observer == who.id).count() == counted
    assert Reflection.select().where(Reflection.teacher == who.id).count() == handed_in
    assert StoredFile.select().count() == files - made.files < files
    assert not Account.get(Account.teacher == who.id).is_active
    assert check(past_desk.store) == []
    assert made.sets >= 3
    store = past_desk.store.file
    past_desk.store.close()
    for file in store.parent.glob(store.name + "*"):
        content = file.read_bytes()
        for word in (who.name, who.phone, "13987654321", "家里有困难", "wholeft", *texts):
            assert word.encode() not in content, (file.name, word[:20])


def test_what_was_emptied_afterwards_is_found_as_before(past_desk: Desk):
    who = one_who_left(past_desk)
    make_anonymous(past_desk, leaver(past_desk, who.name))
    database = past_desk.store.db
    emptied = Redaction.select().order_by(Redaction.set_id).first().set_id
    past_desk.store.dialect.drop_triggers(database)
    ChangeSet.update(at="2026-01-01T00:00:00.000000Z").where(ChangeSet.id == emptied).execute()
    for statement in past_desk.store.dialect.triggers(past_desk.store.db):
        database.execute_sql(statement)
    assert any(finding.grave for finding in check(past_desk.store))


def test_a_redaction_that_no_action_wrote_excuses_nothing(past_desk: Desk):
    from models.journal.digest import CHANGE_FIELDS, SET_FIELDS, digest_of

    with past_desk.store.change("roster.type", "评分"):
        update_record(Teacher, Teacher.select().first().id, {"remark": "对"})
    database, last = past_desk.store.db, ChangeSet.select().order_by(ChangeSet.id.desc()).first()
    past_desk.store.dialect.drop_triggers(database)
    ChangeSet.update(reason="改过的").where(ChangeSet.id == last.id).execute()
    for statement in past_desk.store.dialect.triggers(past_desk.store.db):
        database.execute_sql(statement)
    before = ChangeSet.get_by_id(last.id - 1).digest
    read = ", ".join(f'"{name}"' for name in SET_FIELDS)
    values = database.execute_sql(f"SELECT {read} FROM change_set WHERE id = {last.id}").fetchone()
    read = ", ".join(f'"{name}"' for name in CHANGE_FIELDS)
    changes = database.execute_sql(f"SELECT {read} FROM change WHERE change_set_id = {last.id}").fetchall()
    Redaction.insert(set_id=last.id, digest=digest_of(before, values, changes), version=1).execute()
    assert any(finding.grave for finding in check(past_desk.store))


def test_no_undo_brings_anything_back(past_desk: Desk):
    who = one_who_left(past_desk)
    make_anonymous(past_desk, leaver(past_desk, who.name))
    typed = Redaction.select().order_by(Redaction.set_id.desc()).first().set_id
    with pytest.raises(NothingToUndo):
        undo(past_desk.store)
    for number in (ChangeSet.select().order_by(ChangeSet.id.desc()).first().id, typed):
        with pytest.raises(UndoRefused):
            undo(past_desk.store, number)
    assert Teacher.get_by_id(who.id).phone == ""


def test_the_second_to_leave_empties_the_same_actions_again(past_desk: Desk):
    first = one_who_left(past_desk)
    other = Teacher.select().where(Teacher.id != first.id, Teacher.status == "active").first()
    with past_desk.store.change("roster.type"):
        update_record(Teacher, other.id, {"status": "transferred", "status_since": "2020-07"})
    make_anonymous(past_desk, leaver(past_desk, first.name))
    assert make_anonymous(past_desk, leaver(past_desk, other.name)).alias != Teacher.get_by_id(first.id).name
    assert check(past_desk.store) == []
    held = [change for change in Change.select() if other.name in f"{change.before}{change.after}"]
    assert not held


def test_the_school_may_keep_what_they_wrote_without_their_name(past_desk: Desk):
    who = one_who_left(past_desk)
    made = make_anonymous(past_desk, leaver(past_desk, who.name), keep_texts=True)
    texts = [one.body for one in ReflectionText.select().join(Reflection).where(Reflection.teacher == who.id)]
    assert any(texts)
    assert not any(who.name in text for text in texts)
    assert check(past_desk.store) == []
    values = {fact.value for fact in everything_about(past_desk, who.id, None)}
    assert made.alias in values


def test_only_who_has_left_and_when_they_are_due(past_desk: Desk):
    who = one_who_left(past_desk, "2025-01")
    assert who.id in {one.id for one in leavers(past_desk)}
    assert who.id not in {one.id for one in leavers(past_desk, only_due=True)}
    past_desk.set_setting("anonymous_after_months", 12)
    assert who.id in {one.id for one in leavers(past_desk, only_due=True)}
    staying = Teacher.select().where(Teacher.status == "active").first()
    with pytest.raises(NotAnonymous):
        leaver(past_desk, staying.name)


def test_the_verb_tells_first_and_does_it_only_when_sure(
    past_desk: Desk, capfd: pytest.CaptureFixture[str], tmp_path: Path
):
    from tui.cli import main

    who = one_who_left(past_desk)
    place = str(past_desk.store.place)
    past_desk.store.close()
    assert main(["--store", place, "anonymise", "--due"]) == 0
    assert who.name in capfd.readouterr().out
    assert main(["--store", place, "anonymise", who.name]) == 1
    assert "24" in capfd.readouterr().err
    assert main(["--store", place, "anonymise", who.name, "--yes"]) == 0
    assert main(["--store", place, "anonymise", who.name]) == 2
    assert main(["--store", place, "check"]) == 0
