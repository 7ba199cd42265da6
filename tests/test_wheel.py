"""The built wheel, alone in an empty environment, is a whole program: no development dependency is needed to run it."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``yanxiu`` as installed from the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    run(build, folder)
    wheel = next(folder.glob("yanxiu-*.whl"))
    venv.create(folder / "env", with_pip=True)
    binaries = folder / "env" / "bin"
    constraints = str(ROOT / "constraints.txt")
    run([str(binaries / "python"), "-m", "pip", "install", "-q", "-c", constraints, str(wheel)], folder)
    return binaries / "yanxiu"


def run(arguments: list[str], folder: Path) -> str:
    """Run it in ``folder``, away from the source; its standard output. Fails with what it said when it fails."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "YANXIU_STORE")}
    done = subprocess.run(
        arguments,
        cwd=folder,
        env={**environment, "LC_ALL": "C.UTF-8", "XDG_CACHE_HOME": str(folder), "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def test_it_knows_its_version(command: Path, tmp_path: Path):
    assert run([str(command), "--version"], tmp_path).startswith("yanxiu 0.")


def test_it_shows_the_sample_school(command: Path, tmp_path: Path):
    place = str(tmp_path / "sample.db")
    assert "60 人" in run([str(command), "demo", "--store", place], tmp_path)
    assert "王芳" in run([str(command), "roster", "--store", place], tmp_path)


def test_it_opens_on_a_terminal(command: Path, tmp_path: Path):
    from terminal import Terminal

    with Terminal([str(command), "demo", "--store", str(tmp_path / "sample.db")], {"LC_ALL": "C.UTF-8"}) as terminal:
        terminal.until("[1 今日]")
        terminal.type("2")
        terminal.until("周明远")
        terminal.type("\x11")
        assert terminal.until_end() == 0
