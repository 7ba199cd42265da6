"""The host's own sshd with the configuration that we print: the same verbs, drop box and refusals."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from configparser import ConfigParser
from importlib import resources
from pathlib import Path

import pytest
from terminal import Terminal

from models.actions.accounts import deactivate
from models.store import Store
from tests.data.test_dropbox import document
from tests.support.served import LIMIT, OFFICE, ROOT, School, make_key, ssh

SSHD = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
ME = pwd.getpwuid(os.getuid()).pw_name


def printed(name: str) -> str:
    return resources.files("data.defaults").joinpath(name).read_text("utf-8")


class Sshd:
    """A real sshd on the loopback with our configuration, for the user who runs the tests."""

    def __init__(self, school: School, program: str) -> None:
        folder = school.folder
        make_key(folder / "sshd_host")
        yanxiu = folder / "yanxiu"
        python = f"PYTHONPATH={ROOT} LC_ALL=C.UTF-8 XDG_STATE_HOME={folder} exec {sys.executable} -m tui.cli"
        yanxiu.write_text(f'#!/bin/sh\n{python} "$@"\n', "utf-8")
        yanxiu.chmod(0o755)
        ours = printed("sshd_yanxiu.conf").replace("Match User yanxiu", f"Match User {ME}")
        ours = ours.replace("/opt/yanxiu/bin/yanxiu", str(yanxiu)).replace(
            "/var/lib/yanxiu/school.db", str(school.file)
        )
        # sshd asks only a program that belongs to root for keys; what it prints is a file of keys as well.
        keys = subprocess.run([yanxiu, "--store", school.file, "session", "--keys"], capture_output=True, check=True)
        (folder / "keys").write_bytes(keys.stdout)
        ours = re.sub(r" +AuthorizedKeysCommand.*\n", "", ours)
        ours = ours.replace("AuthorizedKeysFile none", f"AuthorizedKeysFile {folder}/keys")
        self.port = free_port()
        config = folder / "sshd_config"
        config.write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {folder}/sshd_host\nPidFile none\nUsePAM no\n"
            f"StrictModes no\nPermitRootLogin prohibit-password\nSubsystem sftp internal-sftp\n{ours}",
            "utf-8",
        )
        self._errors = (folder / "sshd.log").open("wb")
        self.process = subprocess.Popen([program, "-D", "-e", "-f", config], stderr=self._errors)
        end = time.monotonic() + LIMIT
        while b"listening" not in (folder / "sshd.log").read_bytes():
            if self.process.poll() is not None or time.monotonic() > end:
                raise OSError((folder / "sshd.log").read_text("utf-8", "replace"))
            time.sleep(0.02)

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(LIMIT)
        self._errors.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def sshd(school: School) -> Iterator[Sshd]:
    if SSHD is None:
        pytest.skip("needs sshd (Debian: openssh-server)")
    wanted_by_root = Path("/run/sshd")  # made at boot where the service runs; sshd insists on it for root alone
    made = os.getuid() == 0 and not wanted_by_root.is_dir()
    try:
        if made:
            wanted_by_root.mkdir(mode=0o755)
        running = Sshd(school, SSHD)
    except OSError as error:
        pytest.skip(f"sshd does not start here: {error}")
    yield running
    running.end()
    if made:
        wanted_by_root.rmdir()


def run(sshd: Sshd, school: School, login: str, *words: str, input: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [*ssh(sshd.port, school.key(login)), f"{ME}@127.0.0.1", *words]
    return subprocess.run(command, input=input, capture_output=True, timeout=LIMIT)


def test_verbs_with_their_status_and_clean_streams(sshd: Sshd, school: School):
    done = run(sshd, school, "wang", "roster", "--group", "语文组", "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"[")
    assert run(sshd, school, "wang", "roster", "--format", "pdf").returncode == 2
    refused = run(sshd, school, "wang", "backup", "/tmp/x")
    assert (refused.returncode, refused.stdout) == (3, b"")


@pytest.mark.parametrize("line", ["sh", "id", "$(id)", "home; id", "--store /tmp/x home"])
def test_there_is_no_shell(sshd: Sshd, school: School, line: str):
    done = run(sshd, school, "wang", f"yanxiu {line}")
    assert done.returncode in (2, 3)
    assert b"uid=" not in done.stdout + done.stderr


def test_the_app_opens_as_the_one_whose_key_it_is(sshd: Sshd, school: School):
    command = [*ssh(sshd.port, school.key("li")), "-tt", f"{ME}@127.0.0.1"]
    with Terminal(command, {"LC_ALL": "C.UTF-8"}, size=(100, 30)) as terminal:
        terminal.until("李老师@")
        terminal.type("\x11")
        assert terminal.until_end() == 0


def test_files_are_handed_in_by_submit_and_by_scp(sshd: Sshd, school: School, tmp_path: Path):
    assert run(sshd, school, "li", "submit", "--name", "a.docx", input=document()).returncode == 0
    (tmp_path / "b.txt").write_bytes(b"text")
    command = [*ssh(sshd.port, school.key("li"), "scp"), str(tmp_path / "b.txt"), f"{ME}@127.0.0.1:"]
    assert subprocess.run(command, capture_output=True, timeout=LIMIT).returncode == 0
    assert school.inbox("li") == {"a.docx": document(), "b.txt": b"text"}
    command = [*ssh(sshd.port, school.key("li"), "scp"), f"{ME}@127.0.0.1:/etc/passwd", str(tmp_path / "got")]
    assert subprocess.run(command, capture_output=True, timeout=LIMIT).returncode != 0
    assert not (tmp_path / "got").exists()


def test_a_line_that_breaks_half_way_leaves_nothing(sshd: Sshd, school: School):
    before = school.inbox("wang")
    command = [*ssh(sshd.port, school.key("wang")), f"{ME}@127.0.0.1", "submit", "--name", "half.txt"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        assert process.stdin
        process.stdin.write(b"x" * 200_000)
        process.stdin.flush()
        until(lambda: sum(map(len, school.inbox("wang").values())) > 0)
        process.kill()
    until(lambda: not any(name.startswith(".") for name in school.inbox("wang")))
    assert school.inbox("wang") == before


@pytest.mark.parametrize("options", [["-W", "127.0.0.1:22"], ["-oExitOnForwardFailure=yes", "-R", "0:127.0.0.1:22"]])
def test_nothing_is_forwarded(sshd: Sshd, school: School, options: list[str]):
    command = [*ssh(sshd.port, school.key("wang")), *options, f"{ME}@127.0.0.1"]
    assert subprocess.run(command, capture_output=True, timeout=LIMIT, stdin=-3).returncode == 255


def test_a_closed_account_is_turned_away_by_the_program_itself(sshd: Sshd, school: School):
    with Store.open(school.file, OFFICE) as store:
        deactivate(store, school.accounts["li"])
    done = run(sshd, school, "li", "home")
    assert (done.returncode, done.stdout) == (3, b"")


def until(holds) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + LIMIT
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_without_sshds_word_on_the_key_nobody_is_let_in(school: School):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "SSH_ORIGINAL_COMMAND": "home"}
    done = subprocess.run(
        [sys.executable, "-m", "tui.cli", "--store", school.file, "session"],
        env=environment, capture_output=True, timeout=LIMIT, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (3, b"")


def test_the_configuration_is_one_that_sshd_understands(tmp_path: Path):
    if SSHD is None:
        pytest.skip("needs sshd (Debian: openssh-server)")
    make_key(tmp_path / "host")
    config = tmp_path / "sshd_config"
    config.write_text(f"HostKey {tmp_path}/host\n{printed('sshd_yanxiu.conf')}", "utf-8")
    facts = subprocess.run(
        [SSHD, "-T", "-f", config, "-C", "user=yanxiu,host=x,addr=203.0.113.7"], capture_output=True, text=True
    )
    if "sshd" in facts.stderr and "privilege separation" in facts.stderr.lower():
        pytest.skip(facts.stderr)
    assert facts.returncode == 0, facts.stderr
    told = set(facts.stdout.lower().splitlines())
    assert {"disableforwarding yes", "passwordauthentication no", "exposeauthinfo yes", "permituserrc no"} <= told


def test_the_unit_gives_the_service_no_more_than_it_needs():
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment]
    unit.read_string(printed("yanxiu.service"))
    service = unit["Service"]
    assert service["KillMode"] == "mixed"
    assert service["CapabilityBoundingSet"] == ""
    for name in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "RestrictNamespaces"):
        assert service[name] == "yes"
    assert int(service["TimeoutStopSec"]) > 60


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_systemd_understands_the_unit(tmp_path: Path):
    (tmp_path / "yanxiu.service").write_text(
        printed("yanxiu.service").replace("/opt/yanxiu/bin/yanxiu", sys.executable), "utf-8"
    )
    done = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / "yanxiu.service"], capture_output=True, text=True, timeout=LIMIT
    )
    assert not re.search(r"yanxiu\.service.*(Unknown|Failed to parse|Invalid)", done.stderr), done.stderr
