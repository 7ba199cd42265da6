"""What the fault suites share."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.store import Actor, Store
from tests.faults import shim


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
