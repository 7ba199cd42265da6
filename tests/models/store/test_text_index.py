"""The index beside the store says what the store says, whatever happened to either."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from models.journal.undo import undo
from models.journal.writing import delete_record, insert_record, update_record
from models.rules.likeness import print_keys
from models.store import Actor, Store
from models.store.backup import backup
from models.store.checking import check
from models.store.restoring import restore
from models.store.schema import create_triggers, differences, drop_triggers
from models.store.text_index import TextIndex, index_file, reflection_of
from models.tables.reflections import Reflection, ReflectionText

ALL = (0, (1 << 63) - 1)


def write(store: Store, body: str, day: str = "2026-11-20", state: str = "handed_in") -> int:
    with store.change("reflections.hand_in"):
        row = {"kind": "insight", "month": day[:7], "state": state, "handed_in_on": day, "received_at": f"{day}T00:00"}
        made = insert_record(Reflection, row)
        insert_record(ReflectionText, {"reflection": made, "body": body})
    return made


def text_row(reflection: int) -> int:
    return ReflectionText.get(ReflectionText.reflection == reflection).id


def write_past(store: Store, reflection: int) -> None:
    """Another text, written without an action."""
    statement = f"UPDATE reflection_text SET body = '我的追问' WHERE reflection_id = {store.db.param}"
    store.db.execute_sql(statement, (reflection,))


def found(store: Store, word: str) -> list[int]:
    index = TextIndex(store)
    assert index.refresh()
    asked = index.newest([word], "", [], ALL, 40, 1000)
    assert asked
    places, total = asked
    assert total == len(places)
    return [reflection_of(place) for place in places]


@pytest.fixture
def indexed(store: Store) -> Store:
    assert TextIndex(store).build()
    return store


def test_without_an_index_there_is_nothing_to_refresh(store: Store):
    assert not TextIndex(store).refresh()
    assert not index_file(store.file).exists()


def test_what_was_there_and_what_comes_is_found_the_newest_first(store: Store):
    old = write(store, "我的提问太多", "2026-09-11")
    assert TextIndex(store).build()
    new, older = write(store, "一次提问", "2026-11-02"), write(store, "去年的提问", "2025-11-02")
    assert found(store, "提问") == [new, old, older]
    assert found(store, "问") == [new, old, older]
    assert found(store, "提问太") == [old]
    assert found(store, "问提") == []


def test_drafts_stay_out_until_they_are_handed_in(indexed: Store):
    made = write(indexed, "还没写完的提问", state="draft")
    assert found(indexed, "提问") == []
    with indexed.change("reflections.hand_in"):
        update_record(Reflection, made, {"state": "handed_in"})
    assert found(indexed, "提问") == [made]


def test_a_changed_text_a_new_title_and_an_undo_are_followed(indexed: Store):
    made = write(indexed, "我的提问")
    assert found(indexed, "提问") == [made]
    with indexed.change("reflections.draft") as change:
        update_record(ReflectionText, text_row(made), {"body": "我的追问"})
        update_record(Reflection, made, {"title": "板演"})
    assert (found(indexed, "提问"), found(indexed, "追问"), found(indexed, "板演")) == ([], [made], [made])
    undo(indexed, change.id)
    assert (found(indexed, "提问"), found(indexed, "追问"), found(indexed, "板演")) == ([made], [], [])


def test_what_is_deleted_is_gone_with_its_fingerprints(indexed: Store):
    text = "这节课上我让孩子们先说自己的想法再动手去做。"
    made = write(indexed, text)
    assert found(indexed, "想法") == [made]
    assert TextIndex(indexed).alike(print_keys(text), 5)
    with indexed.change("reflections.discard"):
        delete_record(ReflectionText, text_row(made))
        delete_record(Reflection, made)
    assert found(indexed, "想法") == []
    assert TextIndex(indexed).alike(print_keys(text), 5) == []


def test_another_day_moves_it(indexed: Store):
    first, second = write(indexed, "提问甲", "2026-10-01"), write(indexed, "提问乙", "2026-10-02")
    assert found(indexed, "提问") == [second, first]
    with indexed.change("reflections.assign"):
        update_record(Reflection, first, {"handed_in_on": "2026-10-03"})
    assert found(indexed, "提问") == [first, second]


def test_a_write_past_the_program_is_followed(indexed: Store):
    made = write(indexed, "我的提问")
    assert found(indexed, "提问") == [made]
    write_past(indexed, made)
    assert (found(indexed, "提问"), found(indexed, "追问")) == ([], [made])


def test_check_finds_a_write_past_the_history_too_and_making_it_anew_mends_it(indexed: Store):
    made = write(indexed, "我的提问")
    assert found(indexed, "提问") == [made]
    assert TextIndex(indexed).check() == []
    with indexed.db.atomic():
        drop_triggers(indexed.db)
        write_past(indexed, made)
        create_triggers(indexed.db)
    assert found(indexed, "提问") == [made]
    assert TextIndex(indexed).check() == [made]
    assert any("检索目录" in finding.what for finding in check(indexed))
    assert TextIndex(indexed).build()
    assert found(indexed, "追问") == [made]
    assert TextIndex(indexed).check() == []


def test_a_restored_store_has_its_index_made_anew(indexed: Store, tmp_path: Path):
    kept = write(indexed, "备份以前的提问")
    copy = backup(indexed, tmp_path / "copy.db")
    lost = write(indexed, "备份以后的提问")
    assert found(indexed, "提问") == [lost, kept]
    file = indexed.file
    indexed.close()
    restore(file, copy, Actor("office"))
    with Store.open(file, Actor("office")) as again:
        new = write(again, "恢复以后的提问")
        write(again, "恢复以后的别的")  # as many changes as were lost
        assert not TextIndex(again).refresh()
        assert TextIndex(again).build()
        assert found(again, "提问") == [new, kept]


def test_another_stores_index_is_not_believed(indexed: Store, tmp_path: Path):
    write(indexed, "这里的提问")
    found(indexed, "提问")
    from models.actions.school import found_school
    from models.rules.terms import term_named

    with found_school(tmp_path / "other.db", "另一所小学", term_named("2026-1"), Actor("office")) as other:
        shutil.copyfile(index_file(indexed.file), index_file(other.file))
        write(other, "那里的提问")
        write(other, "那里的提问")
        assert not TextIndex(other).refresh()


def test_it_is_in_no_backup_and_outside_the_stores_schema(indexed: Store, tmp_path: Path):
    write(indexed, "我的提问")
    found(indexed, "提问")
    assert differences(indexed.db) == []
    copy = backup(indexed, tmp_path / "copy.db")
    assert not index_file(copy).exists()
    assert b"words_data" not in copy.read_bytes()


def test_a_damaged_index_harms_nothing_and_is_made_anew(indexed: Store):
    made = write(indexed, "我的提问")
    index_file(indexed.file).write_bytes(b"\0" * 40_000)
    assert not TextIndex(indexed).refresh()
    assert check(indexed) == []
    assert TextIndex(indexed).build()
    assert found(indexed, "提问") == [made]


def test_two_makers_at_once_do_not_meet(indexed: Store):
    index = TextIndex(indexed)
    unfinished = index.file.with_name(f".{index.file.name}.new")
    with index._alone(unfinished):
        assert not index.build()
    assert index.build()


def test_several_who_look_at_once_all_find_it(indexed: Store):
    made = [write(indexed, f"第{number}次提问") for number in range(30)]
    with ThreadPoolExecutor(4) as together:
        answers = list(together.map(lambda _: TextIndex(indexed).newest(["提问"], "", [], ALL, 40, 1000), range(8)))
    assert {tuple(sorted(map(reflection_of, places))) for places, _ in filter(None, answers)} == {tuple(made)}


def test_the_search_writes_nothing_into_the_store(indexed: Store):
    write(indexed, "我的提问")
    before = (indexed.latest_change(), indexed.dialect.written(indexed.db))
    assert found(indexed, "提问")
    assert (indexed.latest_change(), indexed.dialect.written(indexed.db)) == before
