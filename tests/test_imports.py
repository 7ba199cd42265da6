"""A verb pays only for what it prints with: Textual alone would cost more than the whole answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = (
    "textual",
    "asyncssh",
    "cryptography",
    "python_calamine",
    "xlsxwriter",
    "openpyxl",
    "pypinyin",
    "highspy",
    "numpy",
    "platformdirs.windows",
)

SCRIPT = """
import json, sys
from tui.cli import main
try:
    status = main({arguments!r})
except SystemExit as end:
    status = end.code
sys.stdout.flush()
print(json.dumps([status, sorted({{name.split(".")[0] for name in sys.modules}})]), file=sys.stderr)
"""


def modules_of(arguments: list[str], store: Path) -> tuple[int, set[str]]:
    """What ``yanxiu`` with those arguments ends with, and the packages it has imported by then."""
    environment = {**os.environ, "YANXIU_STORE": str(store), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(arguments=arguments)],
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=True,
    )
    status, names = json.loads(done.stderr.splitlines()[-1])
    return status, set(names)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    status, _ = modules_of(["demo", "--store", str(path)], path)
    assert status == 0
    return path


@pytest.mark.parametrize("arguments", [["--version"], ["roster"], ["home"], ["roster", "--format", "json"]])
def test_a_verb_imports_nothing_heavy(arguments: list[str], sample: Path):
    status, names = modules_of(arguments, sample)
    assert status == 0
    assert names & set(HEAVY) == set()


def test_the_version_needs_no_database(tmp_path: Path):
    _, names = modules_of(["--version"], tmp_path / "none.db")
    assert names & {"peewee", "pysqlite3", "tabulate", "rich"} == set()
