"""The disk is full, or fails, at each of the first writes: the cause is told, nothing saved goes, work resumes."""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from models.store.checking import check_file
from tests.faults.shim import start
from tests.faults.typed import TEXT
from tests.faults.verify import look
from tests.support.long_form import LONG

POINTS = 500 if LONG else 60
TOLD = {errno.ENOSPC: {"StoreFull"}, errno.EIO: {"StoreFault"}}


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO], ids=["full", "failing"])
def test_a_write_that_fails_is_told_loses_nothing_and_lets_work_go_on(
    library: Path, file: Path, error: int, count: Callable[[str], None]
):
    with start(library, file.parent, None, "fail", file, 0, POINTS, error) as process:
        out, _ = process.communicate()
    assert process.returncode == 0
    points = [json.loads(line) for line in out.splitlines()]
    assert [point["point"] for point in points] == list(range(POINTS))
    told = [kind for point in points for kind, _ in point["told"]]
    saved = [set_id for point in points for set_id in (*point["saved"], point["resumed"])]
    count(f"{errno.errorcode[error]}: {POINTS} points, {len(told)} told, {len(saved)} acknowledged")
    assert [point["resumed"] for point in points if not isinstance(point["resumed"], int)] == [], "work went on"
    assert set(told) <= TOLD[error]
    assert len(told) > POINTS / 2, "most faults were met and told"
    assert all("没有保存" in sentence for point in points for _, sentence in point["told"])
    assert look(file, saved).well


@pytest.mark.slow
def test_a_sync_that_fails_is_told_and_nothing_more_is_written_until_the_store_is_opened_anew(
    library: Path, file: Path
):
    with start(library, file.parent, None, "unsynced", file) as process:
        out, _ = process.communicate()
    assert process.returncode == 0
    told = json.loads(out)
    assert told["first"].startswith("StoreFault")
    assert "没有保存" in told["first"]
    assert told["second"].startswith("StoreFault"), "no second try on a disk of which nobody knows what it holds"
    assert isinstance(told["anew"], int)
    assert look(file, [told["before"], told["anew"]]).well


@pytest.mark.slow
def test_who_types_when_a_sync_fails_sees_why_keeps_the_text_and_goes_on_after_a_new_start(
    library: Path, tmp_path: Path, sample_file: Path
):
    file = tmp_path / "store" / "school.db"
    file.parent.mkdir()
    shutil.copy(sample_file, file)
    with start(library, file.parent, None, "typed", file) as process:
        out, _ = process.communicate()
    assert process.returncode == 0
    told = json.loads(out)
    assert "没有保存" in told["first"]
    assert "退出重开" in told["first"]
    assert "没有保存" in told["second"]
    assert told["kept on the screen"] == told["still on the screen"] == TEXT
    assert TEXT in told["offered"], "the cell left half typed is offered at the next start"
    assert told["taken back"] == f"{TEXT}。"
    assert told["closed"]
    assert told["in the store"] == f"{TEXT}。"
    assert check_file(file) == []
