"""How long a start takes, beside a bare Python and a bare Textual app: ratios of medians of one run."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(HERE), str(HERE / "tests")]

from terminal import Terminal  # noqa: E402  # the tests' own terminal, from beside this folder

ROUNDS = 9
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    ENABLE_COMMAND_PALETTE = False
    def compose(self):
        yield Static("READY")
Bare().run(mouse=False)
"""


def command_seconds(*command: str) -> float:
    """The median time of a whole command."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run(command, cwd=HERE, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def painted_seconds(sign: str, *command: str) -> float:
    """The median time from the start of a full-screen program until its screen shows ``sign``."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        with Terminal(command, {"PYTHONPATH": str(HERE)}, size=(120, 36)) as terminal:
            terminal.until(sign)
            times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "school.db")
        yanxiu = (sys.executable, "-m", "tui.cli", "--store", store, "--lang", "zh")
        subprocess.run((*yanxiu, "demo"), cwd=HERE, check=True, capture_output=True, stdin=subprocess.DEVNULL)
        bare = command_seconds(sys.executable, "-c", "pass")
        print("start of a command, in times of a bare 'python -c pass'")
        for verb in (("--version",), ("home",), ("roster",), ("report", "needs")):
            print(f"  yanxiu {' '.join(verb):<14} {command_seconds(*yanxiu, *verb) / bare:5.1f}")
        textual = painted_seconds("READY", sys.executable, "-c", BARE)
        app = painted_seconds("60 人", *yanxiu)
        print("start of the app until its first screen stands, in times of a bare Textual app")
        print(f"  yanxiu                {app / textual:5.2f}")


if __name__ == "__main__":
    main()
