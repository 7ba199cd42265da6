"""Who gets in: registered keys, one-time codes; who does not; and that nothing but sessions can be had."""

from __future__ import annotations

import asyncio
import re
import subprocess
from pathlib import Path

import asyncssh
import pytest
from terminal import Terminal

from models.actions.accounts import deactivate
from models.store import Store
from tests.support.served import LIMIT, OFFICE, School, Server, make_key, present, ssh


def test_an_unknown_key_is_refused(server: Server, tmp_path: Path):
    key = make_key(tmp_path / "other")
    done = server.run("wang", "home", key=key, options=("-oPreferredAuthentications=publickey",))
    assert done.returncode == 255
    assert done.stdout == b""


def test_somebody_elses_name_is_refused_with_ones_own_key(server: Server, school: School):
    done = server.run("li", "home", key=school.key("wang"), options=("-oPreferredAuthentications=publickey",))
    assert done.returncode == 255


def test_a_closed_account_is_refused(server: Server, school: School):
    school.add("gone", "走的人", "teacher")
    assert server.run("gone", "home").returncode == 0
    with Store.open(school.file, OFFICE) as store:
        deactivate(store, school.accounts["gone"])
    done = server.run("gone", "home", options=("-oPreferredAuthentications=publickey",))
    assert done.returncode == 255


def test_a_one_time_code_registers_the_offered_key_once(server: Server, school: School):
    key = school.add("zhao", "赵老师", "teacher", with_key=False)
    code = school.code("zhao")
    told = ("-oNumberOfPasswordPrompts=1", "-tt")
    command = [*ssh(server.port, key, level="INFO"), *told, "zhao@127.0.0.1", "home"]
    with Terminal(command, size=(200, 24)) as terminal:
        terminal.until("登录码 One-time code")
        fingerprint = subprocess.run(["ssh-keygen", "-lf", str(key)], capture_output=True, text=True).stdout.split()[1]
        assert fingerprint in terminal.text
        terminal.type("2222-2222-2222\r")
        assert terminal.until_end() == 255
    with Terminal(command, size=(200, 24)) as terminal:
        terminal.until("登录码 One-time code")
        terminal.type(f"{code}\r")
        assert terminal.until_end() == 0
        assert "在册教职工" in terminal.text
    assert server.run("zhao", "home").returncode == 0
    other = make_key(school.folder / "second")
    with Terminal([*command[: command.index("-i") + 1], str(other), *command[command.index("-i") + 2 :]]) as terminal:
        terminal.until("One-time code")
        terminal.type(f"{code}\r")
        assert terminal.until_end() == 255
    assert code not in server.log


def test_who_brings_no_key_pastes_one(server: Server, school: School):
    key = school.add("qian", "钱老师", "teacher", with_key=False)
    code, line = school.code("qian"), key.with_suffix(".pub").read_text("utf-8").strip()

    async def log_in() -> str:
        client = _Answering([code, line])
        async with asyncssh.connect(
            "127.0.0.1", server.port, username="qian", client_keys=[], agent_path=None, known_hosts=None, config=None,
            client_factory=lambda: client, preferred_auth="keyboard-interactive",
        ) as connection:  # fmt: skip
            return str((await connection.run("home")).stdout)

    assert "在册教职工" in asyncio.run(log_in())
    assert server.run("qian", "home").returncode == 0


def test_unknown_people_hear_the_same_words(server: Server, tmp_path: Path):
    key = make_key(tmp_path / "unknown")
    said = []
    for login in ("li", "nobody", "root"):
        command = [*ssh(server.port, key), "-oNumberOfPasswordPrompts=1", f"{login}@127.0.0.1", "home"]
        with Terminal(command, size=(200, 24)) as terminal:
            terminal.until("One-time code")
            terminal.type("abcd-efgh-jkmn\r")
            terminal.until_end()
            said.append(terminal.text.replace(f"{login}@", "LOGIN@"))
    assert said[0] == said[1] == said[2]


def test_too_many_attempts_end_the_connection(server: Server, tmp_path: Path):
    keys = [make_key(tmp_path / f"k{number}") for number in range(6)]
    more = [part for key in keys for part in ("-i", str(key))]
    at = len(server.log)
    done = server.run("wang", "home", key=keys[0], options=more)
    assert done.returncode == 255
    assert b"Too many attempts" in done.stderr
    assert server.log[at:].count("failed by=key") == 4


def test_nothing_but_sessions_can_be_had(server: Server, school: School):
    async def ask() -> list[str]:
        got = []
        async with asyncssh.connect(
            "127.0.0.1", server.port, username="wang", client_keys=[str(school.key("wang"))], agent_path=None,
            known_hosts=None, config=None,
        ) as connection:  # fmt: skip
            for name, wanted in (
                ("tcp", lambda: connection.create_connection(asyncssh.SSHTCPSession, "127.0.0.1", server.port)),
                ("listen", lambda: connection.create_server(lambda *_: None, "127.0.0.1", 0)),
                ("forward", lambda: connection.forward_remote_port("127.0.0.1", 0, "127.0.0.1", 22)),
                ("unix", lambda: connection.create_unix_connection(asyncssh.SSHUNIXSession, "/run/x")),
                ("unix listen", lambda: connection.forward_remote_path("/tmp/yanxiu-x", "/tmp/y")),
                ("tunnel", lambda: connection.create_tun(asyncssh.SSHTunTapSession)),
                ("subsystem", lambda: connection.create_process(subsystem="netconf")),
            ):
                try:
                    await wanted()
                except (asyncssh.Error, asyncssh.ChannelListenError, OSError):
                    continue
                got.append(name)
            agent = await connection.run("home", check=True)
            got += [] if "今天" in str(agent.stdout) else ["no session"]
        return got

    assert asyncio.run(ask()) == []


@pytest.mark.parametrize("option", ["-A", "-X", "-Y"])
def test_agent_and_x11_stay_outside(server: Server, option: str):
    done = server.run("wang", "home", options=(option, "-oForwardX11=yes"))
    assert "在册教职工" in done.stdout.decode()


def test_a_forwarded_port_of_the_real_client_is_refused(server: Server):
    done = server.run("wang", "home", options=("-oExitOnForwardFailure=yes", "-R", "0:127.0.0.1:22"))
    assert done.returncode == 255
    done = server.run("wang", options=("-W", "127.0.0.1:22"))
    assert done.returncode == 255


def test_the_host_keys_are_private_and_their_fingerprints_were_printed(server: Server, school: School):
    folder = school.folder / "school.db.serve"
    for name in ("host_ed25519", "host_ecdsa"):
        assert (folder / name).stat().st_mode & 0o777 == 0o600
        shown = subprocess.run(["ssh-keygen", "-lf", str(folder / f"{name}.pub")], capture_output=True, text=True)
        assert shown.stdout.split()[1] in server.log
    assert re.search(rf"ssh -p {server.port} LOGIN@127\.0\.0\.1", server.log)


@pytest.mark.skipif(not present("plink"), reason="needs plink (Debian: putty-tools)")
@pytest.mark.skipif(not present("puttygen"), reason="needs puttygen (Debian: putty-tools)")
def test_plink_logs_in(server: Server, school: School):
    ppk = school.folder / "wang.ppk"
    subprocess.run(["puttygen", str(school.key("wang")), "-o", str(ppk), "-O", "private"], check=True)
    pub = (school.folder / "school.db.serve" / "host_ed25519.pub").read_text("utf-8")
    shown = subprocess.run(["ssh-keygen", "-lf", "-"], input=pub, capture_output=True, text=True).stdout.split()[1]
    done = subprocess.run(
        ["plink", "-batch", "-P", str(server.port), "-i", str(ppk), "-hostkey", shown, "wang@127.0.0.1", "home"],
        capture_output=True, timeout=LIMIT, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "在册教职工" in done.stdout.decode()


class _Answering(asyncssh.SSHClient):
    def __init__(self, answers: list[str]) -> None:
        self._answers = answers

    def kbdint_auth_requested(self) -> str:
        return ""

    def kbdint_challenge_received(self, name: str, instructions: str, lang: str, prompts: object) -> list[str]:
        assert len(prompts) == len(self._answers)  # type: ignore[arg-type]
        return self._answers
