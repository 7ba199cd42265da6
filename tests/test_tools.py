"""What CI installs beside Python's packages: it says what is missing, and never stops the run."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / ".ci" / "tools"

pytestmark = pytest.mark.skipif(not SCRIPT.exists(), reason="not a checkout: .ci is not packed")


def run(path: Path) -> subprocess.CompletedProcess[str]:
    bash = shutil.which("bash")
    assert bash is not None
    return subprocess.run(
        [bash, str(SCRIPT)], env={"PATH": str(path)}, capture_output=True, text=True, timeout=60, check=False
    )


def put(path: Path, name: str, *lines: str) -> None:
    (path / name).write_text("\n".join(["#!/bin/sh", *lines, ""]), "utf-8")
    (path / name).chmod(0o755)


def test_a_machine_without_apt_is_told_what_it_lacks(tmp_path: Path):
    done = run(tmp_path)
    assert done.returncode == 0
    assert "libreoffice-calc" in done.stdout
    assert "skip" in done.stdout


def test_what_cannot_be_installed_does_not_stop_the_run(tmp_path: Path):
    for name in ("timeout", "mktemp", "tail", "rm", "chmod"):
        found = shutil.which(name)
        assert found is not None
        (tmp_path / name).symlink_to(found)
    put(tmp_path, "id", "echo 0")
    put(tmp_path, "apt-get", "echo nothing is reached", "exit 100")
    done = run(tmp_path)
    assert done.returncode == 0
    assert "nothing is reached" in done.stdout
    assert "could not install libreoffice-calc tmux" in done.stdout


def test_nothing_is_said_to_be_missing_where_all_is_there(tmp_path: Path):
    for name in ("soffice", "tmux", "ssh", "sshd", "puttygen", "initdb", "cc"):
        put(tmp_path, name)
    assert run(tmp_path).stdout == "tools: all there\n"
