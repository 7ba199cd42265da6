"""Whatever line comes in over SSH: an exit status of the contract, sentences on standard error, no way to the server's
own disk and no report of a crash."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.store import Actor, Store
from models.store.checking import check
from tests.doors.fuzz import shaken
from tui import crash
from tui.cli import parser_for
from tui.remote import HERE_ONLY
from tui.session import Ask, run_session
from tui.status import NOT_ALLOWED
from tui.verbs import VERBS
from tui.visitor import Visitor

STATUSES = range(5)
REMOTE_VERBS = [name for name in VERBS if name not in HERE_ONLY]
WORDS = [
    *("--format", "json", "xlsx", "nonsense", "--group", "语文组", "--teacher", "李芳", "wxm", "--since", "2026-09-01"),
    *(
        "--until",
        "2026-13-40",
        "--as-of",
        "2026-10-01",
        "--out",
        "/etc/passwd",
        "--data",
        "/etc",
        "--store",
        "/tmp/x.db",
    ),
    *(
        "--as",
        "admin",
        "--yes",
        "--dry-run",
        "-",
        "--",
        "",
        "　",
        "roster",
        "0",
        "-1",
        "99999999999",
        "'",
        "$(id)",
        ";",
        "|",
    ),
    *(
        "../../etc/passwd",
        "/etc/passwd",
        "--accept",
        "--month",
        "2026-10",
        "--week",
        "13",
        "needs",
        "--reader",
        "public",
    ),
]


@pytest.fixture(scope="module")
def place(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copyfile(sample_file, tmp_path_factory.mktemp("asked") / "school.db"))


@pytest.fixture(autouse=True)
def reports(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The crashes that were noted; there must be none."""
    noted: list[str] = []
    monkeypatch.setattr(crash, "keep_report", lambda error: noted.append(crash.report(error, crash.datetime.now())))
    yield noted
    assert noted == []


def ask(place: Path, line: str, role: str = "teacher") -> int:
    visitor = Visitor("wang", Actor("王老师", "ssh:127.0.0.1", role), "SHA256:x")
    return run_session(Ask(str(place), visitor, line, on_terminal=False))


@shaken
@given(
    st.sampled_from(REMOTE_VERBS), st.lists(st.sampled_from(WORDS), max_size=4), st.sampled_from(["teacher", "viewer"])
)
def test_any_words_after_any_verb(place: Path, verb: str, words: list[str], role: str):
    line = " ".join([verb, *(f'"{word}"' if "'" in word or not word else f"'{word}'" for word in words)])
    assert ask(place, line, role) in STATUSES, line


@shaken
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_line_at_all(place: Path, line: str):
    assert ask(place, line) in STATUSES


def paths_of(verb: str) -> list[argparse.Action]:
    """The arguments of a verb that name a file or a folder."""
    parser = parser_for([verb])
    (verbs,) = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return [
        action
        for action in verbs.choices[verb]._actions
        if action.type is Path or str(action.metavar) in ("FILE", "DIR", "FOLDER", "PATH")
    ]


@pytest.mark.parametrize("verb", REMOTE_VERBS)
def test_no_verb_reaches_a_file_of_the_server(
    place: Path, tmp_path: Path, verb: str, capsys: pytest.CaptureFixture[str]
):
    for action in paths_of(verb):
        if action.dest == "store":
            continue
        there = tmp_path / "there.csv"
        there.write_text("姓名\n李芳\n", "utf-8")
        words = [str(there)] if not action.option_strings else [action.option_strings[-1], str(there)]
        before = sorted(tmp_path.iterdir())
        status = ask(place, " ".join([verb, *words]), "admin")
        said = capsys.readouterr()
        assert status in (NOT_ALLOWED, 2), (verb, words, said.err)
        assert sorted(tmp_path.iterdir()) == before
        assert there.read_text("utf-8") == "姓名\n李芳\n"


def test_nothing_of_all_that_hurt_the_store(place: Path):
    with Store.open(place, Actor("office", "test")) as store:
        assert [finding.what for finding in check(store) if finding.grave] == []
