"""A school is founded whole, or not at all."""

from pathlib import Path

import pytest

from models.actions.desk import Desk
from models.actions.sample import found_sample
from models.actions.school import NoName, found_school
from models.rules.terms import term_named
from models.store import Actor, Store
from models.store.errors import StoreExists

OFFICE = Actor("office", "test")


def test_a_new_school_can_be_typed_into_at_once(desk: Desk) -> None:
    assert desk.school_name == "青禾小学"
    assert desk.term is not None
    assert desk.term.label == "2026 秋"
    assert [c.label for c in desk.lists.choices("research_group")][:2] == ["语文组", "数学组"]
    assert len(desk.lists.choices("ethnicity")) == 56
    assert desk.people(desk.today) == []


def test_founding_is_not_undone_by_a_stray_key(desk: Desk) -> None:
    message = desk.source("roster").undo().message
    assert message
    assert desk.school_name == "青禾小学"


def test_a_second_school_in_one_place_is_refused(tmp_path: Path) -> None:
    found_school(tmp_path / "s.db", "甲校", term_named("2026-1"), OFFICE).close()
    with pytest.raises(StoreExists):
        found_school(tmp_path / "s.db", "乙校", term_named("2026-1"), OFFICE)
    with Store.open(tmp_path / "s.db", OFFICE) as store:
        assert Desk(store).school_name == "甲校"


def test_an_empty_store_left_by_a_broken_start_is_filled(tmp_path: Path) -> None:
    Store.create(tmp_path / "s.db", OFFICE).close()
    with found_school(tmp_path / "s.db", "甲校", term_named("2026-1"), OFFICE) as store:
        assert Desk(store).school_name == "甲校"


@pytest.mark.parametrize("name", ["", "   ", "长" * 81])
def test_a_school_needs_a_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(NoName, match="80"):
        found_school(tmp_path / "s.db", name, term_named("2026-1"), OFFICE)
    assert not (tmp_path / "s.db").exists()


def test_the_sample_school_gives_the_figures_of_the_plan(tmp_path: Path) -> None:
    from models.actions.analysis import needs_of

    with found_sample(tmp_path / "s.db", OFFICE) as store:
        desk = Desk(store)
        found = needs_of(desk, desk.today)
        bands = [(part.count, part.percent) for part in found.by["age"].parts]
        assert (found.headcount, found.full_time.count, found.mean_age_rounded) == (60, 60, 35)
        assert bands == [(35, 58), (23, 38), (2, 3)]
        assert (found.bachelors.count, found.bachelors.percent) == (36, 60)
        assert (found.middle.count, found.middle.percent) == (13, 22)
        assert (found.honoured.count, found.honoured.percent) == (7, 12)
        assert {part.code: part.count for part in found.by["honour"].parts} == {
            "subject_leader": 1,
            "backbone": 1,
            "rising_star": 5,
        }
        assert len(desk.source("roster")) == 60
        assert len(desk.source("roster", everybody=True)) == 62
        assert len(desk.source("experts")) == 3
