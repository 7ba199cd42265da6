"""The page on threats is true: every test that it names exists, and the versions of what we lean on are pinned."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
_NAMED = re.compile(r"tests/[\w/]+\.py(?:::\w+)?")


def test_every_line_names_tests_that_exist_or_says_that_it_is_not_held():
    rows = [line for line in (ROOT / "tests/doors/THREATS.md").read_text("utf-8").splitlines() if line.startswith("| ")]
    for row in rows[2:]:
        named = _NAMED.findall(row)
        assert named or "not held" in row, row
        for name in named:
            file, _, test = name.partition("::")
            assert (ROOT / file).is_file(), name
            assert not test or f"def {test}(" in (ROOT / file).read_text("utf-8"), name


def test_every_dependency_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["dev"], *extras.get("postgresql", ())]
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = {_key(line.partition("==")[0]) for line in lines if "==" in line}
    wanted = [name for name in wanted if not name.startswith("yanxiu[")]  # its own extras are listed too
    assert [name for name in wanted if _key(re.split(r"[<>=!~;\[ ]", name)[0]) not in pinned] == []
    assert not any("://" in line for line in lines), "no file names a registry's address"


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.strip().lower())
