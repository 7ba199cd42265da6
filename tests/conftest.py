"""What several tests share: a school of one's own in a temporary folder, on a fixed day."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from data import words
from models.actions.desk import Desk
from models.actions.sample import found_sample
from models.actions.school import found_school
from models.rules.terms import term_named
from models.store import Actor, Store

TODAY = date(2026, 11, 24)

# Every test of a screen makes a hundred thousand objects that live as long as its app: looking through them all the
# time for garbage costs a tenth of the run.
gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def nobodys_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the developer's own keys nor their chosen language reach a test, nor the programs it starts."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.getbasetemp() / "config"))


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Every test begins in Chinese, whatever the machine's locale or the test before it said."""
    words.use("zh_CN")
    yield
    words.use("zh_CN")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slow ones first, so that at the end no worker is left alone with one of them."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def school_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with a new, empty school, made once; copy it before writing."""
    file = tmp_path_factory.mktemp("school") / "school.db"
    found_school(file, "青禾小学", term_named("2026-1"), Actor("office", "test")).close()
    return file


@pytest.fixture
def store(school_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A new, empty school, with its term, code lists and groups."""
    file = tmp_path / "school.db"
    shutil.copyfile(school_file, file)
    with Store.open(file, Actor("office", "test")) as store:
        yield store


@pytest.fixture
def desk(store: Store) -> Desk:
    """The desk over `store`, on 2026-11-24."""
    return Desk(store, today=lambda: TODAY)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with the sample school, made once; copy it before writing."""
    file = tmp_path_factory.mktemp("sample") / "sample.db"
    found_sample(file, Actor("office", "test")).close()
    return file


@pytest.fixture
def sample_desk(sample_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk over a sample school of one's own, on 2026-11-24, a Tuesday."""
    file = tmp_path / "sample.db"
    shutil.copyfile(sample_file, file)
    with Store.open(file, Actor("office", "test")) as store:
        yield Desk(store, today=lambda: TODAY)


@pytest.fixture(scope="session")
def past_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with the sample school and its twelve weeks of observations, made once; copy it before writing."""
    file = tmp_path_factory.mktemp("past") / "sample.db"
    found_sample(file, Actor("office", "test"), history=True).close()
    return file


@pytest.fixture
def past_desk(past_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """Like `sample_desk`, with open lessons, observations and forms since September."""
    file = tmp_path / "past.db"
    shutil.copyfile(past_file, file)
    with Store.open(file, Actor("office", "test")) as store:
        yield Desk(store, today=lambda: TODAY)
