"""What several tests share: a school of one's own in a temporary folder, on a fixed day."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from data import words
from models.actions.desk import Desk
from models.actions.sample import found_sample
from models.actions.school import found_school
from models.rules.terms import term_named
from models.store import Actor, Store
from tests.support.long_form import LONG
from tests.support.postgres import ABOUT_FILES, WHOLE_SUITE, Cluster, Schools, cluster, missing

TODAY = date(2026, 11, 24)

# Every test of a screen makes a hundred thousand objects that live as long as its app: looking through them all the
# time for garbage costs a tenth of the run.
gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def nobodys_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the developer's own keys nor their chosen language reach a test, nor the programs it starts; and what a
    machine keeps of schools on servers is the tests' own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.getbasetemp() / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.getbasetemp() / "data"))


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Every test begins in Chinese, whatever the machine's locale or the test before it said."""
    words.use("zh_CN")
    yield
    words.use("zh_CN")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slow ones first, so that at the end no worker is left alone with one of them."""
    for item in items if WHOLE_SUITE else ():
        if why := ABOUT_FILES.get(item.path.stem) or ABOUT_FILES.get(item.name):
            item.add_marker(pytest.mark.skip(reason=why))
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture
def count(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Shows a line of what was counted, in the long form of the fault suites."""

    def show(line: str) -> None:
        if LONG:
            with capsys.disabled():
                print(f"\n  {line}", end="", flush=True)

    return show


@pytest.fixture(scope="session")
def server() -> Iterator[Cluster]:
    """A PostgreSQL cluster of one's own; the test skips where there cannot be one."""
    if why := missing():
        pytest.skip(why)
    with cluster(in_memory=True) as running:
        yield running


@pytest.fixture(scope="session")
def schools(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Schools:
    """Where `store`, `sample_desk` and `past_desk` have their schools from."""
    return Schools(request.getfixturevalue("server") if WHOLE_SUITE else None, tmp_path_factory.mktemp("schools"))


@pytest.fixture(scope="session")
def school_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with a new, empty school, made once; copy it before writing."""
    file = tmp_path_factory.mktemp("school") / "school.db"
    _new_school(str(file)).close()
    return file


@pytest.fixture
def store(schools: Schools, tmp_path: Path) -> Iterator[Store]:
    """A new, empty school, with its term, code lists and groups."""
    with (
        schools.copy("school", _new_school, tmp_path / "school.db") as place,
        Store.open(place, Actor("office", "test")) as store,
    ):
        yield store


@pytest.fixture
def desk(store: Store) -> Desk:
    """The desk over `store`, on 2026-11-24."""
    return Desk(store, today=lambda: TODAY)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with the sample school, made once; copy it before writing."""
    file = tmp_path_factory.mktemp("sample") / "sample.db"
    _sample(str(file)).close()
    return file


@pytest.fixture
def sample_desk(schools: Schools, tmp_path: Path) -> Iterator[Desk]:
    """A desk over a sample school of one's own, on 2026-11-24, a Tuesday."""
    with (
        schools.copy("sample", _sample, tmp_path / "sample.db") as place,
        Store.open(place, Actor("office", "test")) as store,
    ):
        yield Desk(store, today=lambda: TODAY)


@pytest.fixture(scope="session")
def past_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with the sample school and its twelve weeks of observations, made once; copy it before writing."""
    file = tmp_path_factory.mktemp("past") / "sample.db"
    _past(str(file)).close()
    return file


@pytest.fixture
def past_desk(schools: Schools, tmp_path: Path) -> Iterator[Desk]:
    """Like `sample_desk`, with open lessons, observations and forms since September."""
    with (
        schools.copy("past", _past, tmp_path / "past.db") as place,
        Store.open(place, Actor("office", "test")) as store,
    ):
        yield Desk(store, today=lambda: TODAY)


def _new_school(place: str) -> Store:
    return found_school(place, "青禾小学", term_named("2026-1"), Actor("office", "test"))


def _sample(place: str) -> Store:
    return found_sample(place, Actor("office", "test"))


def _past(place: str) -> Store:
    return found_sample(place, Actor("office", "test"), history=True)
