"""Pairing a school from nothing as the office does it: the proposal, three pairs by hand, agreements and list."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from models.actions.desk import Desk
from models.actions.pairing import pairs
from models.actions.pairing_board import Board
from tests.screens.pairing.board_keys import opened, press

OVERRIDES = (("yjy", "xjh", "028", "015"), ("tsh", "zwj", "021", "010"), ("fx", "wjg", "039", "032"))
"""Mentee and mentor by their initials, and by their numbers."""

KEYS = 32


async def test_a_school_is_paired_three_pairs_are_changed_and_all_is_printed_in_few_keys(
    sample_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    waiting = len(Board(sample_desk).waiting)
    keys = ["f2"]
    for mentee, mentor, *_ in OVERRIDES:
        keys += [*mentee, "enter", *mentor, "enter"]
    keys += ["enter", "ctrl+s", "1", "enter", "ctrl+s", "2", "enter"]
    async with opened(sample_desk) as (_, pilot):
        await press(pilot, *keys)
    assert len(keys) + 1 <= KEYS  # and the 4 that leads to the board
    made = {(pair.mentee, pair.mentor) for pair in pairs(sample_desk, sample_desk.today)}
    assert {(mentee, mentor) for *_, mentee, mentor in OVERRIDES} <= made
    assert len(made) == 30 == waiting - len(Board(sample_desk).waiting)
    files = sorted(file.name for file in tmp_path.glob("*.docx"))
    assert files == ["师徒结对协议书.docx", "师徒结对名单.docx"]
    text = "\n".join(one.text for one in Document(str(tmp_path / files[0])).paragraphs)
    assert text.count("师徒结对协议书") == len(made)
