"""Without a terminal: verbs with their exit codes and clean streams, pipes, and what is refused."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.support.served import LIMIT, School, Server, ssh


def test_a_verb_prints_to_standard_output_and_nothing_else(server: Server):
    done = server.run("wang", "roster", "--group", "语文组", "--format", "json")
    assert done.returncode == 0
    assert done.stderr == b""
    people = json.loads(done.stdout)
    assert len(people) > 5
    assert all("语文组" in json.dumps(person, ensure_ascii=False) for person in people)


def test_without_a_verb_and_without_a_terminal_home_is_printed(server: Server):
    done = server.run("wang")
    assert done.returncode == 0
    assert "在册教职工" in done.stdout.decode()


def test_the_exit_status_and_the_complaint_come_through(server: Server):
    done = server.run("wang", "roster", "--format", "pdf")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "--format" in done.stderr.decode()


def test_an_open_quotation_mark_is_told(server: Server):
    done = server.run("wang", "roster --group '语文")
    assert done.returncode == 2
    assert "引号" in done.stderr.decode()


def test_the_language_comes_from_the_client_and_other_variables_do_not(server: Server, school: School):
    command = server.command("wang", "home", options=("-oSendEnv=LANG YANXIU_STORE XDG_STATE_HOME",))
    environment = {"PATH": "/usr/bin:/bin", "LANG": "en_US.UTF-8", "YANXIU_STORE": "/nowhere", "HOME": "/nowhere"}
    done = subprocess.run(command, env=environment, capture_output=True, timeout=LIMIT)
    assert done.returncode == 0
    assert b"Section" in done.stdout or b"section" in done.stdout
    assert "青禾小学" in done.stdout.decode()


@pytest.mark.parametrize(
    "line",
    [
        "init --school X",
        "demo",
        "serve",
        "session",
        "backup /tmp/x",
        "backup -",
        "restore /tmp/x",
        "roster --store /tmp/x",
        "roster --as office",
        "roster --out /tmp/yanxiu-out",
        "import roster /etc/passwd --dry-run",
        "export roster /tmp/yanxiu.xlsx",
        "submit /etc/passwd",
    ],
)
def test_what_reaches_the_servers_disk_is_not_allowed(server: Server, line: str):
    done = server.run("wang", line)
    assert (done.returncode, done.stdout) == (3, b"")
    assert len(done.stderr.decode().splitlines()) == 1


@pytest.mark.parametrize("line", ["sh", "/bin/sh -c id", "yanxiu; id", "roster; id", "$(id)", "scp -t .", "rsync"])
def test_there_is_no_shell(server: Server, line: str):
    done = server.run("wang", line)
    assert done.returncode == 2
    assert b"uid=" not in done.stdout + done.stderr


def test_a_list_is_exported_and_imported_through_pipes(server: Server):
    exported = server.run("wang", "export", "roster", "-")
    assert exported.returncode == 0
    assert exported.stdout.startswith(b"PK")
    tried = server.run("wang", "import", "roster", "-", "--dry-run", "--format", "json", input=exported.stdout)
    assert tried.returncode == 0
    assert {row["action"] for row in json.loads(tried.stdout)} == {"same"}
    rubbish = server.run("wang", "import", "roster", "-", "--dry-run", input=b"\x00\x01rubbish")
    assert rubbish.returncode == 2
    assert b"Traceback" not in rubbish.stderr


def test_a_reader_that_has_seen_enough_ends_the_verb(server: Server):
    with subprocess.Popen(server.command("wang", "roster"), stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.read(10)
        process.stdout.close()
        assert process.wait(LIMIT) is not None
    assert server.run("wang", "home").returncode == 0


def test_only_sftp_is_a_subsystem(server: Server):
    done = subprocess.run(
        [*ssh(server.port, server.school.key("wang")), "-s", "wang@127.0.0.1", "netconf"],
        capture_output=True,
        timeout=LIMIT,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode != 0
    assert done.stdout == b""


def test_the_log_names_account_key_address_and_verb_and_no_contents(server: Server):
    at = len(server.log)
    server.run("wang", "roster", "--teacher", "秘密的名字")
    server.wait_for_log("logout account=wang", at)
    said = server.log[at:]
    assert "session account=wang key=SHA256:" in said
    assert "address=127.0.0.1 verb=roster" in said
    assert "秘密" not in said
    assert "王老师" not in said
