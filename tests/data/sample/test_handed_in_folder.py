"""The folder of a month's files is what the office gets: most of it goes to its authors, and nobody gets another's."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from data.sample.handed_in_folder import HandedInFolder, write_handed_in
from models.actions.desk import Desk
from models.actions.reflections_intake import judge, outcome_of, take_in
from models.actions.reflections_reading import read_sources, sources_in


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> HandedInFolder:
    return write_handed_in(tmp_path_factory.mktemp("handed") / "11月")


def test_a_hundred_and_twenty_of_every_kind(written: HandedInFolder):
    assert len(written.files) == len(list(written.path.iterdir())) == 120
    assert {".docx", ".txt", ".md", ".pdf"} == {Path(name).suffix for name in written.files}


def test_the_same_bytes_every_time(written: HandedInFolder, tmp_path: Path):
    again = write_handed_in(tmp_path / "11月")
    plain = [name for name in written.files if not name.endswith(".docx")]
    assert list(again.files) == list(written.files)
    assert all((again.path / name).read_bytes() == (written.path / name).read_bytes() for name in plain)


def test_what_is_taken_is_its_authors_and_what_is_open_waits(past_desk: Desk, written: HandedInFolder):
    arrivals = judge(past_desk, read_sources(sources_in([written.path])))
    outcomes = Counter(map(outcome_of, arrivals))
    assert outcomes["taken"] >= 105
    assert outcomes["waiting"] <= 12
    for one in arrivals:
        truth = written.files[one.name]
        if outcome_of(one) == "taken" and truth.teacher:
            assert (one.guess.teacher, one.guess.kind) == truth, one.name
        if outcome_of(one) == "waiting" and one.guess.candidates:
            assert truth.teacher in one.guess.candidates, one.name
    done = take_in(past_desk, arrivals)
    assert len(done.sure) + len(done.again) == outcomes["taken"] + outcomes["again"]
