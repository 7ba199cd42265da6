"""A spreadsheet program that opens files and saves them in its own way, and the school that they are from."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from models.actions.desk import Desk
from models.actions.sample import found_sample
from models.store import Actor, Store
from tests.roundtrip.given import hold_a_meeting, make_files

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
LIMIT = 110  # seconds; its first start makes a profile
AS_TEXT = "Text - txt - csv (StarCalc):44,34,76,1"
FILTERS = {".xlsx": "xlsx:Calc MS Excel 2007 XML", ".ods": "ods", ".xls": "xls:MS Excel 97", ".csv": f"csv:{AS_TEXT}"}
OFFICE = Actor("office", "test")

Saved = Callable[[str, str], Path]


@pytest.fixture(scope="session")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the school's store and the files that were exported from it."""
    folder = tmp_path_factory.mktemp("given")
    with found_sample(folder / "school.db", OFFICE) as store:
        desk = Desk(store)
        hold_a_meeting(desk)
        make_files(desk, folder)
    return folder


@pytest.fixture(scope="session")
def saved(given: Path, tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """The file of that name, opened in LibreOffice Calc without a screen and saved with that ending."""
    if PROGRAM is None:
        pytest.skip("LibreOffice Calc (soffice) is not installed")
    profile = tmp_path_factory.mktemp("profile").as_uri()

    @cache
    def save_all(kind: str, ending: str) -> Path:
        """One start of the program for all files of a kind: starting takes it longer than saving."""
        folder = tmp_path_factory.mktemp("saved")
        command = [PROGRAM, "--headless", f"-env:UserInstallation={profile}", "--convert-to", FILTERS[ending]]
        read = [f"--infilter={AS_TEXT}"] if kind == ".csv" else []
        files = sorted(given.glob(f"*{kind}"))
        _run([*command, *read, "--outdir", str(folder), *map(str, files)])
        return folder

    def save(name: str, ending: str) -> Path:
        file = given / name
        path = save_all(file.suffix, ending) / f"{file.stem}{ending}"
        assert path.exists(), f"{PROGRAM} has not saved {name} as {ending}"
        return path

    return save


@pytest.fixture
def school(given: Path, tmp_path: Path) -> Iterator[Desk]:
    """The school that the files are from, as it was then."""
    shutil.copy(given / "school.db", tmp_path / "school.db")
    store = Store.open(tmp_path / "school.db", OFFICE)
    yield Desk(store)
    store.close()


def _run(command: Sequence[str]) -> None:
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False, env=environment)
    assert done.returncode == 0, done.stderr
