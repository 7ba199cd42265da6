"""What coming in over SSH costs, beside (a) the host's sshd with ForceCommand and (b) a fresh process for each login.

Prints ratios of one run, and beside them the goals in absolute numbers, which hold on a quiet machine with two cores.
With ../shared/tools/sshbench.py logins at once, keys and memory are measured too; without it only what a client sees.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(HERE), str(HERE / "tests")]

from terminal import Terminal  # noqa: E402  # the tests' own terminal, from beside this folder

from tests.support.served import School, Server, present, ssh  # noqa: E402

_TOOLS = [folder / "shared" / "tools" / "sshbench.py" for folder in HERE.parents]
TOOL = next((tool for tool in _TOOLS if tool.exists()), _TOOLS[0])
ROUNDS = 9
MARK = "语文组"
MANY = 60
SETTINGS = "[limits]\nconnections = 900\nper_address = 900\nunauthenticated = 400\nsessions_per_account = 900\n"
FRESH = """
import asyncio, asyncssh, fcntl, os, pty, struct, sys, termios
from functools import partial
async def one(process):
    master, slave = pty.openpty()
    columns, lines, *_ = process.term_size
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tui.cli", stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
        env={**os.environ, "TERM": "xterm-256color"}, preexec_fn=partial(fcntl.ioctl, 0, termios.TIOCSCTTY, 0))
    os.close(slave)
    await process.redirect(stdin=os.dup(master), stdout=master)
    process.exit(await child.wait())
async def main():
    server = await asyncssh.listen("127.0.0.1", 0, server_host_keys=[sys.argv[1]], authorized_client_keys=sys.argv[2],
                                   process_factory=one, encoding=None, line_editor=False)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().create_future()
asyncio.run(main())
"""


class Way:
    """One way in: a port, a login, the process whose descendants are counted."""

    def __init__(self, name: str, port: int, login: str, key: Path, process: int) -> None:
        self.name, self.port, self.login, self.key, self.process = name, port, login, key, process

    def painted(self, rounds: int = ROUNDS) -> float:
        """The median seconds from `ssh` until the first screen stands."""
        times = []
        for _ in range(rounds):
            start = time.perf_counter()
            with Terminal([*ssh(self.port, self.key), "-tt", f"{self.login}@127.0.0.1"], size=(120, 40)) as terminal:
                terminal.until(MARK)
                times.append(time.perf_counter() - start)
        return statistics.median(times)

    def verb(self, *words: str) -> float:
        """The median seconds of a verb without a terminal."""
        times = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            command = [*ssh(self.port, self.key), f"{self.login}@127.0.0.1", *words]
            subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)
            times.append(time.perf_counter() - start)
        return statistics.median(times)

    def tool(self, what: str, *more: str) -> dict[str, Any]:
        """What sshbench measures; empty where it is not there or fails."""
        command = [
            sys.executable,
            str(TOOL),
            what,
            "--port",
            str(self.port),
            "--user",
            self.login,
            "--key",
            str(self.key),
        ]
        command += ["--mark", MARK, "--server-pid", str(self.process), *more]
        done = subprocess.run(command, capture_output=True, text=True)
        return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 and done.stdout else {}


@contextmanager
def fresh_processes(school: School) -> Iterator[Way]:
    """(b): the same SSH library, and a new `python -m tui.cli` for each login."""
    key = school.key("wang")
    command = [sys.executable, "-c", FRESH, str(school.folder / "school.db.serve" / "host_ed25519"), f"{key}.pub"]
    environment = {**os.environ, "PYTHONPATH": str(HERE), "YANXIU_STORE": str(school.file), "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield Way("(b) a fresh process for each login", int(process.stdout.readline()), "wang", key, process.pid)
        process.kill()


@contextmanager
def real_sshd(school: School) -> Iterator[Way | None]:
    """(a): sshd with the configuration that we print; None where it does not run."""
    from tests.tui.serve.test_sshd import ME, SSHD, Sshd

    made = os.getuid() == 0 and not Path("/run/sshd").is_dir()
    try:
        if made:
            Path("/run/sshd").mkdir()
        sshd = Sshd(school, SSHD or "sshd")
    except OSError:
        yield None
        return
    yield Way("(a) sshd with ForceCommand", sshd.port, ME, school.key("wang"), sshd.process.pid)
    sshd.end()
    if made:
        Path("/run/sshd").rmdir()


def flood(server: Server, school: School) -> float:
    """The longest login of somebody with a key while 500 others fail, in seconds."""
    from tests.support.served import make_key

    bad = make_key(school.folder / "bad")
    script = f'for i in $(seq 500); do "$@" </dev/null >/dev/null 2>&1; done; : {server.port}'
    options = "-oPreferredAuthentications=publickey"
    command = ["sh", "-c", script, "flood", *ssh(server.port, bad), options, "nobody@127.0.0.1", "home"]
    worst = 0.0
    with subprocess.Popen(command, start_new_session=True) as flooding:
        end = time.monotonic() + 20
        while flooding.poll() is None and time.monotonic() < end:
            start = time.perf_counter()
            assert server.run("wang", "home").returncode == 0
            worst = max(worst, time.perf_counter() - start)
        flooding.kill()
    return worst


def main() -> None:
    if not present("ssh"):
        print("ssh is not here: nothing measured")
        return
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        school = School(Path(name))
        server = stack.enter_context(Server(school, SETTINGS))
        ours = Way("yanxiu serve", server.port, "wang", school.key("wang"), server.process.pid)
        others = [stack.enter_context(real_sshd(school)), stack.enter_context(fresh_processes(school))]
        ways = [ours, *(way for way in others if way)]
        print("ssh until the first screen stands, in times of yanxiu serve (goal: 200 ms; half of b)")
        painted = {way.name: way.painted() for way in ways}
        for way in ways:
            print(f"  {way.name:<36} {painted[way.name] / painted[ours.name]:5.2f}  {painted[way.name] * 1000:6.0f} ms")
        print(f"report needs without a terminal (goal: 80 ms)  {ours.verb('report', 'needs') * 1000:6.0f} ms")
        print(f"longest login beside 500 failing ones (goal: 1 s)  {flood(server, school):5.2f} s")
        if not TOOL.exists():
            print("without ../shared/tools/sshbench.py: no logins at once, no keys, no memory")
            return
        print(f"{MANY} logins at once (goal: all painted within 6 s, 150 ms of processor each)")
        for way in ways:
            told = way.tool("storm", "--n", str(MANY))
            if told:
                last, cost = told["paint"].get("max", 0) / 1000, told.get("cpu_ms_per_session", 0)
                print(f"  {way.name:<36} last after {last:5.1f} s, {cost:5.0f} ms each, {told['ready']} painted")
        # The one who is measured moves in the roster, the others in the bar on top.
        keys = ("--probe", "--pre", "2", "--send", r"down=\e[B|\e[A", "--count", "30", "--rate", "2")
        keys += ("--load-key", "\x0f", *(part for _ in range(8) for part in ("--load-key", r"\e[C|\e[D")))
        print("key to screen, 2 keys a second each (goal at 60: p95 40 ms, 25 MB each)")
        for people in (1, 10, MANY, 200):
            told = ours.tool("load", "--n", str(people + 1), "--seconds", "8", "--idle", "2", *keys)
            if told:
                key = next(iter(told["probe"].values()))
                p95, memory = key["latency_ms"].get("p95", 0), told.get("pss_per_session_mb", 0)
                print(f"  {people:>4} people  p95 {p95:6.1f} ms  {key['bytes_p50']:5.0f} bytes  {memory:5.1f} MB each")


if __name__ == "__main__":
    main()
