"""submit and scp: into the sender's own drop box and nowhere else, whole or not at all."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.data.test_dropbox import document
from tests.support.served import LIMIT, School, Server, present, ssh


@pytest.fixture(autouse=True)
def empty_boxes(school: School) -> None:
    for box in (school.folder / "school.db.inbox").glob("*"):
        for file in box.iterdir():
            file.unlink()


def scp(server: Server, login: str, *words: str, program: str = "scp") -> subprocess.CompletedProcess[bytes]:
    command = [*ssh(server.port, server.school.key(login), program), *words]
    return subprocess.run(command, capture_output=True, timeout=LIMIT, stdin=subprocess.DEVNULL)


def until(school: School, login: str, holds) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + LIMIT
    while not holds(school.inbox(login)):
        assert time.monotonic() < end, school.inbox(login)
        time.sleep(0.02)


def test_submit_takes_a_file_from_a_pipe(server: Server, school: School):
    done = server.run("li", "submit", "--name", "'我的 反思.docx'", input=document())
    assert (done.returncode, done.stdout) == (0, b"")
    assert "我的 反思.docx" in done.stderr.decode()
    assert school.inbox("li") == {"我的 反思.docx": document()}
    assert school.inbox("wang") == {}


def test_submit_without_a_name_sees_what_it_is(server: Server, school: School):
    assert server.run("li", "submit", input=document()).returncode == 0
    assert [Path(name).suffix for name in school.inbox("li")] == [".docx"]


@pytest.mark.parametrize(
    ("name", "content"), [("a.exe", b"x"), ("a.txt", b""), ("a.txt", b"x" * 1_200_000), ("a.docx", document()[:-9])]
)
def test_submit_says_why_it_does_not_take_a_file(server: Server, school: School, name: str, content: bytes):
    done = server.run("li", "submit", "--name", name, input=content)
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1
    assert school.inbox("li") == {}


def test_a_line_that_breaks_half_way_leaves_nothing(server: Server, school: School):
    with subprocess.Popen(server.command("li", "submit", "--name", "a.txt"), stdin=subprocess.PIPE) as process:
        assert process.stdin
        process.stdin.write(b"x" * 200_000)
        process.stdin.flush()
        until(school, "li", lambda box: sum(map(len, box.values())) > 0)
        process.kill()
    until(school, "li", lambda box: not box)


def test_scp_puts_files_into_ones_own_box(server: Server, school: School, tmp_path: Path):
    for name in ("听课.docx", "b.txt"):
        (tmp_path / name).write_bytes(document() if name.endswith("docx") else b"text")
    names = [str(tmp_path / name) for name in ("听课.docx", "b.txt")]
    done = scp(server, "li", *names, "li@127.0.0.1:")
    assert done.returncode == 0, done.stderr
    assert school.inbox("li") == {"听课.docx": document(), "b.txt": b"text"}
    assert scp(server, "li", "-p", names[1], "li@127.0.0.1:").returncode == 0
    assert sorted(school.inbox("li")) == sorted(["听课.docx", "b.txt", "b-2.txt"])


def test_nothing_can_be_seen_fetched_or_changed(server: Server, school: School, tmp_path: Path):
    server.run("li", "submit", "--name", "a.txt", input=b"mine")
    assert scp(server, "li", "li@127.0.0.1:a.txt", str(tmp_path / "got")).returncode != 0
    batch = tmp_path / "batch"
    for wish in (
        *("ls", "ls /", "rm a.txt", "rename a.txt b.txt", "mkdir x", "rmdir x", "chmod 777 a.txt", "ln -s a.txt c.txt"),
        *("get a.txt", "get /etc/passwd", "reget a.txt", "df", "symlink /etc x.txt", "cd .."),
    ):
        batch.write_text(wish + "\n", "utf-8")
        done = scp(server, "li", "-b", str(batch), "li@127.0.0.1", program="sftp")
        shown = done.stdout.replace(f"sftp> {wish}".encode(), b"")
        assert b"a.txt" not in shown, wish
        if not wish.startswith("cd"):
            assert done.returncode != 0 or not shown.strip(), wish
    assert school.inbox("li") == {"a.txt": b"mine"}
    assert not any(tmp_path.glob("**/passwd"))


@pytest.mark.parametrize("target", ["/etc/x.txt", "../wang/x.txt", "sub/x.txt", "/tmp/yanxiu/x.txt"])
def test_there_are_no_folders(server: Server, school: School, tmp_path: Path, target: str):
    file = tmp_path / "x.txt"
    file.write_bytes(b"x")
    assert scp(server, "li", str(file), f"li@127.0.0.1:{target}").returncode != 0
    assert school.inbox("li") == {}
    assert school.inbox("wang") == {}


def test_scp_that_breaks_off_leaves_nothing(server: Server, school: School, tmp_path: Path):
    file = tmp_path / "slow.txt"
    file.write_bytes(os.urandom(900_000).replace(b"\0", b"0"))
    command = [*ssh(server.port, school.key("li"), "scp"), "-l", "800", str(file), "li@127.0.0.1:"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as process:
        until(school, "li", lambda box: sum(map(len, box.values())) > 0)
        process.kill()
    until(school, "li", lambda box: not box)


@pytest.mark.skipif(not present("pscp"), reason="needs pscp (Debian: putty-tools)")
def test_puttys_scp_works_too(server: Server, school: School, tmp_path: Path):
    ppk = tmp_path / "li.ppk"
    subprocess.run(["puttygen", str(school.key("li")), "-o", str(ppk), "-O", "private"], check=True)
    pub = (school.folder / "school.db.serve" / "host_ed25519.pub").read_text("utf-8")
    shown = subprocess.run(["ssh-keygen", "-lf", "-"], input=pub, capture_output=True, text=True).stdout.split()[1]
    (tmp_path / "a.txt").write_bytes(b"from windows")
    command = ["pscp", "-batch", "-P", str(server.port), "-i", str(ppk), "-hostkey", shown]
    done = subprocess.run(
        [*command, str(tmp_path / "a.txt"), "li@127.0.0.1:"], capture_output=True, timeout=LIMIT, stdin=-3
    )
    assert done.returncode == 0, done.stderr
    assert school.inbox("li") == {"a.txt": b"from windows"}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60))
def test_no_line_does_anything_but_a_verb(server: Server, line: str):
    known = ("home", "roster", "submit", "undo", "import", "report", "history")
    if not line.strip() or line.startswith("-") or any(word in line for word in known):
        return
    done = server.run("li", line)
    assert done.returncode in (0, 2, 3), (line, done)
    assert b"Traceback" not in done.stderr


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40))
def test_no_name_leaves_the_box(server: Server, school: School, name: str):
    before = {file for file in school.folder.rglob("*") if "inbox" not in str(file)}
    quoted = "'" + (name + ".txt").replace("'", "'\\''") + "'"
    done = server.run("li", "submit", f"--name={quoted}", input=b"x")
    assert done.returncode in (0, 2), done
    new = {file for file in school.folder.rglob("*") if "inbox" not in str(file)} - before
    assert {file.suffix for file in new} <= {".db-wal", ".db-shm", ".toml"}
    for file in (school.folder / "school.db.inbox" / "li").iterdir():
        assert file.is_file()
        file.unlink()
