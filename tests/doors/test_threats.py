"""The page on threats is true: every test that it names exists, and the versions of what we lean on are pinned."""

from __future__ import annotations

import json
import re
import tomllib
from importlib.metadata import distributions, requires
from itertools import chain
from pathlib import Path

from packaging.requirements import Requirement

from tests.doors.audit import CLEAN, HOLES, NOT_ASKED, judged

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
    """What pyproject names and what that needs, each at one version, and nothing that nobody asked for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = (ROOT / "constraints.txt").read_text("utf-8").split()
    pins = {_key(name): version for name, _, version in (line.partition("==") for line in lines)}
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines), "nothing but pins, and no registry's address"
    assert len(pins) == len(lines)
    wanted = [Requirement(text) for text in (*project["dependencies"], *chain.from_iterable(extras.values()))]
    wanted = [one for one in wanted if _key(one.name) != "yanxiu"]  # its own extras are listed too
    for one in wanted:
        assert one.specifier.contains(pins[_key(one.name)]), one
    seen: set[tuple[str, frozenset[str]]] = set()
    # What only `make bench` and `make fuzz` install is pinned by itself: what it needs differs with the system.
    alone = {_key(Requirement(text).name) for text in (*extras["bench"], *extras["fuzz"])}
    waiting = wanted
    while waiting:
        one = waiting.pop()
        if (_key(one.name), frozenset(one.extras)) in seen:
            continue
        seen.add((_key(one.name), frozenset(one.extras)))
        waiting += [
            needs
            for needs in map(Requirement, () if _key(one.name) in alone else requires(one.name) or ())
            if not needs.marker or any(needs.marker.evaluate({"extra": extra}) for extra in ("", *one.extras))
        ]
    needed = {name for name, _ in seen}
    assert needed - set(pins) == set(), "what they need is pinned too"
    assert set(pins) - needed == set(), "nothing is pinned that nobody needs"


def test_what_is_installed_is_what_is_pinned():
    lines = (ROOT / "constraints.txt").read_text("utf-8").split()
    pins = {_key(name): version for name, _, version in (line.partition("==") for line in lines)}
    found = {_key(one.metadata["Name"]): one.version for one in distributions()}
    assert {name: version for name, version in found.items() if pins.get(name, version) != version} == {}
    gone = [
        one.metadata["Name"] for one in distributions() if "7 - Inactive" in str(one.metadata.get_all("Classifier"))
    ]
    assert gone == [], "nobody looks after these any more"


def test_an_audit_that_reached_nobody_does_not_pass():
    hole = {"id": "PYSEC-1", "fix_versions": ["2"]}
    good, bad = {"name": "a", "version": "1", "vulns": []}, {"name": "b", "version": "1", "vulns": [hole]}
    skipped = {"name": "c", "skip_reason": "not found"}
    assert judged(json.dumps({"dependencies": [good]}))[0] == CLEAN
    assert judged(json.dumps({"dependencies": [good, bad]})) == (
        HOLES,
        ["b 1 has a known hole: PYSEC-1, mended in 2", "2 of 2 pinned versions were looked up."],
    )
    assert judged(json.dumps({"dependencies": [good, skipped]}))[0] == NOT_ASKED
    for nobody in ("", "Traceback (most recent call last)", json.dumps({"dependencies": [skipped]})):
        status, (said,) = judged(nobody)
        assert status == NOT_ASKED
        assert "nothing was audited" in said


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.strip().lower())
