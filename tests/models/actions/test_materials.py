"""Materials and improvement plans: their rows, and the files that are kept once and come out as they went in."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.actions import materials
from models.actions.desk import Desk
from models.actions.materials import attach, file_of
from models.journal.undo import undo
from models.registers.source import CellEdit, Outcome
from models.store.errors import StoreError


def enter(desk: Desk, register: str, **typed: str) -> Outcome:
    done = desk.source(register).edit([CellEdit(-1, field, text) for field, text in typed.items()], "type")
    assert not [problem for row in done.rows for problem in row.problems.values() if problem.hard]
    return done


def material(desk: Desk, title: str) -> int:
    return enter(desk, "materials", material_title=title, material_kind="导学案", teacher="034").added[0]


def files(desk: Desk) -> int:
    return desk.store.db.execute_sql("SELECT COUNT(*) FROM stored_file").fetchone()[0]


def shown(desk: Desk, row_id: int) -> str:
    row = desk.source("materials").row_by_id(row_id)
    assert row
    return row.texts["file_name"]


def test_a_file_comes_out_as_it_went_in_and_is_kept_once(sample_desk: Desk, tmp_path: Path):
    content = bytes(range(256)) * 10
    first, second = material(sample_desk, "圆的认识导学案"), material(sample_desk, "圆的认识（二）")
    for row_id, name in ((first, "圆.docx"), (second, "圆 副本.DOCX")):
        (tmp_path / name).write_bytes(content)
        attach(sample_desk, row_id, tmp_path / name)
    assert files(sample_desk) == 1
    assert file_of(first) == ("圆.docx", content)
    assert shown(sample_desk, second) == "圆 副本.DOCX"


def test_undo_takes_the_file_from_the_row_again(sample_desk: Desk, tmp_path: Path):
    row_id = material(sample_desk, "课件")
    (tmp_path / "课件.pptx").write_bytes(b"x")
    undo(sample_desk.store, attach(sample_desk, row_id, tmp_path / "课件.pptx"))
    assert file_of(row_id) is None
    assert shown(sample_desk, row_id) == ""


def test_a_file_that_is_gone_or_too_large_is_refused_in_a_sentence(
    sample_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    row_id = material(sample_desk, "课件")
    with pytest.raises(StoreError, match="读不出来"):
        attach(sample_desk, row_id, tmp_path / "没有的.docx")
    monkeypatch.setattr(materials, "LARGEST", 3)
    (tmp_path / "大.mp4").write_bytes(b"1234")
    with pytest.raises(StoreError, match="大"):
        attach(sample_desk, row_id, tmp_path / "大.mp4")
    assert files(sample_desk) == 0


def test_materials_are_found_by_words_of_their_summary_and_file(sample_desk: Desk, tmp_path: Path):
    row_id = material(sample_desk, "圆的认识")
    material(sample_desk, "搭石")
    (tmp_path / "六上圆.docx").write_bytes(b"x")
    attach(sample_desk, row_id, tmp_path / "六上圆.docx")
    source = sample_desk.source("materials")
    source.filter("六上")
    assert [source.row(index).id for index in range(len(source))] == [row_id]


def test_an_improvement_plan_is_a_row_of_its_own(sample_desk: Desk):
    done = enter(
        sample_desk,
        "improvement_plans",
        made_on="2026-09-10",
        teacher="034",
        plan_problem="讲得多，练得少",
        plan_goal="当堂训练不少于十五分钟",
        plan_state="实施中",
    )
    assert done.rows[0].values["plan_state"] == "doing"
    assert done.rows[0].texts["teacher"]
