"""Whatever is said to the drop box: nothing but whole files with harmless names, and only there."""

from __future__ import annotations

from pathlib import Path

from asyncssh.packet import String, UInt32
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.dropbox import BoxLimits
from tests.doors.fuzz import TIMES, shaken
from tests.doors.ssh_words import ASKED
from tui.sftp import serve_sftp


def test_any_words_of_sftp(tmp_path: Path):
    """Without the line between, so that there can be many: what answers them is a process with two descriptors."""
    store = tmp_path / "school.db"

    @settings(shaken, max_examples=30 * TIMES)
    @given(st.lists(ASKED, max_size=8), st.sampled_from([0, 1, 5]))
    @example([bytes([3]) + UInt32(1) + String("a.txt") + UInt32(0x1A), bytes([4]) + UInt32(1) + String(UInt32(1))], 0)
    def said(packets: list[bytes], cut: int) -> None:
        spoken = b"".join(String(one) for one in (b"\x01" + UInt32(3), *packets))
        source, target = tmp_path / "said", tmp_path / "answered"
        source.write_bytes(spoken[: len(spoken) - cut])
        with source.open("rb") as reading, target.open("wb") as writing:
            assert serve_sftp(store, "li", BoxLimits(300_000, 3, 500_000), reading.fileno(), writing.fileno()) in (0, 1)
        box = tmp_path / "school.db.inbox"
        assert {file.name for file in tmp_path.iterdir()} <= {"said", "answered", box.name}
        assert not box.exists() or {file.name for file in box.iterdir()} <= {"li"}
        for file in box.glob("li/*"):
            assert file.suffix == ".txt"
            assert not file.name.startswith("."), "half a file was left"
            file.unlink()

    said()
