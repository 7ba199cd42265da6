"""A spreadsheet program that opens a file and saves it in its own way, and the sample school to give it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.actions.desk import Desk
from models.actions.sample import found_sample
from models.store import Actor

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
LIMIT = 120  # seconds; its first start makes a profile
FILTERS = {
    ".xlsx": "xlsx:Calc MS Excel 2007 XML",
    ".ods": "ods",
    ".xls": "xls:MS Excel 97",
    ".csv": "csv:Text - txt - csv (StarCalc):44,34,76,1",
}

Save = Callable[[Path, str], Path]


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("profile")


@pytest.fixture
def save_again(profile: Path, tmp_path: Path) -> Save:
    """Open the file in LibreOffice Calc without a screen and save it with that ending; the new file."""
    if PROGRAM is None:
        pytest.skip("LibreOffice Calc (soffice) is not installed")

    def save(path: Path, ending: str) -> Path:
        folder = tmp_path / "saved"
        read = ["--infilter=Text - txt - csv (StarCalc):44,34,76,1"] if path.suffix == ".csv" else []
        command = [PROGRAM, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", FILTERS[ending]]
        done = subprocess.run(
            [*command, *read, "--outdir", str(folder), str(path)],
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        saved = folder / f"{path.stem}{ending}"
        assert saved.exists(), done.stderr
        return saved

    return save


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Desk]:
    """The sample school, which nobody has edited."""
    store = found_sample(tmp_path / "school.db", Actor("office", "test"))
    yield Desk(store)
    store.close()
