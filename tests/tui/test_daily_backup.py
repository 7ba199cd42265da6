"""Each day's first use leaves a copy of the store beside it, and a failure to do so stops nobody."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from models.store import Actor, Store
from tui.call import look_after
from tui.cli import main


@pytest.fixture
def place(sample_file: Path, tmp_path: Path) -> Path:
    return shutil.copyfile(sample_file, tmp_path / "school.db")


def test_a_verb_makes_todays_copy_once(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", str(place), "roster"]) == 0
    (copy,) = place.parent.glob("backups/school-*.db")
    before = copy.stat().st_mtime_ns
    assert main(["--store", str(place), "roster"]) == 0
    assert copy.stat().st_mtime_ns == before
    with Store.open(copy, Actor("office", "test")) as store:
        assert store.latest_change() > 0


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(place: Path) -> None:
    place.parent.joinpath("backups").mkdir(mode=0o500)
    with Store.open(place, Actor("office", "test")) as store:
        assert look_after(store)


def test_a_copy_that_cannot_be_made_is_told_and_the_verb_goes_on(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place.parent.joinpath("backups").write_text("in the way")
    assert main(["--store", str(place), "roster"]) == 0
    said = capsys.readouterr()
    assert "备份" in said.err
    assert "周明远" in said.out
