"""The fault suites: short in every run, long by `make faults`, which sets FAULTS=long and shows what was counted."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from models.store import Actor, Store
from tests.faults import shim

LONG = os.environ.get("FAULTS") == "long"


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shim; skips with a reason where it cannot be."""
    if reason := shim.why_not():
        pytest.skip(reason)
    return shim.built(tmp_path_factory.mktemp("shim"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An empty store, closed, alone in its folder."""
    (tmp_path / "store").mkdir()
    file = tmp_path / "store" / "school.db"
    Store.create(file, Actor("office")).close()
    return file


@pytest.fixture
def count(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Shows a line of what was counted, in the long form."""

    def show(line: str) -> None:
        if LONG:
            with capsys.disabled():
                print(f"\n  {line}", end="", flush=True)

    return show
