"""The readers of what people type, paste and hand in, shaken by a fuzzer that sees which lines of them a text reached.

``make fuzz`` runs every reader for a while, each in a process of its own; ``python -m tests.doors.guided dates`` runs
one until it finds something or is stopped. Anything but the reader's own error is a finding: it is printed with the
bytes that made it, which are kept in build/fuzz. What is found gets a plain test beside the others here.

Needs atheris, which is installed with the extra 'fuzz' and wants no compiler on Linux; the tests do not need it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "build" / "fuzz"
SECONDS = 20 * max(1, int(os.environ.get("YANXIU_FUZZ", "1")))
"""How long each reader is shaken."""
LONGEST = 8192
"""Bytes of a text; most faults show in far fewer, but nested brackets and very long numbers need some."""
WATCHED = ["data", "models", "screens.kit", "tui.serve.settings", "tui.session", "tomllib", "shlex"]
TODAY = date(2026, 11, 24)

Shake = Callable[[bytes], None]


def text_of(content: bytes) -> str:
    """Any bytes as a text, half of whose signs are Chinese, digits and marks, as they are in what people type."""
    return content.decode("utf-8", "replace")


def typed(read: Callable[[str], object], *own: type[Exception]) -> Shake:
    """A reader of one text, which may refuse it with an error of its ``own``."""

    def shake(content: bytes) -> None:
        with suppress(*own):
            read(text_of(content))

    return shake


def filed(read: Callable[[Path], object], name: str, *own: type[Exception]) -> Shake:
    """A reader of a file."""
    file = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)) / name

    def shake(content: bytes) -> None:
        file.write_bytes(content)
        with suppress(*own):
            read(file)

    return shake


def blocks() -> Shake:
    from data.formats.tabular import parse_tsv_block

    def read(text: str) -> None:
        rows = parse_tsv_block(text)
        assert all(isinstance(cell, str) for row in rows for cell in row)

    return typed(read)


def dates() -> Shake:
    from models.registers.problem import Unreadable
    from models.rules.dates import parse_partial_date

    def read(text: str) -> None:
        for needed in (False, True):
            with suppress(Unreadable):
                value = parse_partial_date(text, earliest=None, latest=None, today=TODAY, day_required=needed)
                again = parse_partial_date(value, earliest=None, latest=None, today=TODAY, day_required=needed)
                assert value == again, (text, value, again)

    return typed(read)


def cells() -> Shake:
    """Every column of every register, on a sample school."""
    from models.actions.cells import read_value
    from models.actions.desk import Desk
    from models.actions.register_shelves import SHELVES
    from models.actions.sample import found_sample
    from models.registers.kinds import show
    from models.registers.problem import Unreadable
    from models.store import Actor

    store = found_sample(Path(tempfile.mkdtemp()) / "school.db", Actor("office", "test"))
    desk = Desk(store, today=lambda: TODAY)
    lists = desk.lists
    registers = [desk.table(name).register for names in SHELVES.values() for name in names]
    columns = [(one, column) for one in registers for column in one.columns if column.editable]

    def shake(content: bytes) -> None:
        register, column = columns[content[0] % len(columns) if content else 0]
        with suppress(Unreadable):
            value = read_value(register, column, text_of(content[1:]), {}, lists)
            assert value in ("", (), None) or show(column, value, lists) is not None

    return shake


def tables() -> Shake:
    # What a reader imports at its first use is watched only where it is imported here.
    import data.formats.delimited
    import data.formats.ods_parts
    import data.formats.web_table
    import data.formats.workbook
    import data.formats.xlsx_parts  # noqa: F401
    from data.formats.problem import FileProblem
    from data.formats.reading import read_sheets

    return filed(read_sheets, "x.csv", FileProblem)


def letters() -> Shake:
    from data.formats.texts.inside import text_in
    from data.formats.texts.kinds import kind_of
    from data.formats.texts.unreadable import Unreadable

    def shake(content: bytes) -> None:
        with suppress(Unreadable):
            kind = kind_of(content)
            if kind == "text":
                assert text_in(content, kind)

    return shake


def keys() -> Shake:
    from screens.kit.keymap import own_keys, table

    shipped = table()
    return filed(lambda file: own_keys(file, shipped), "keys.toml")


def settings() -> Shake:
    from tui.serve.settings import read_settings
    from tui.status import Refused

    return filed(read_settings, "serve.toml", Refused)


def plans() -> Shake:
    from models.rules.plan_promises import promises_of
    from models.rules.plan_text import read_plan_text

    return typed(lambda text: promises_of(read_plan_text(text).parts))


def reflections() -> Shake:
    from models.rules.file_author import bare
    from models.rules.file_marks import marks_in, stem_of
    from models.rules.reflections import characters_in, outline_of

    def read(text: str) -> None:
        marks_in(stem_of(text), TODAY)
        outline_of(text)
        assert characters_in(text) >= 0
        bare(text)

    return typed(read)


def lines() -> Shake:
    """Command lines that come over SSH."""
    from tui.session import is_sftp, split, verb_in

    def read(text: str) -> None:
        assert verb_in(text, on_terminal=False).isascii()
        is_sftp(text)
        try:
            split(text)
        except ValueError as problem:  # what `run_session` answers with a sentence
            if not str(problem).startswith("No "):
                raise

    return typed(read)


def words() -> Shake:
    """Short texts that stand for something: keys, moments, bands, classes, scores, what is searched for."""
    from models.rules import bells, classes, clean, form_texts, moments, paper_line, search_words, ssh_keys
    from models.rules.scores import Item

    items = [Item(number, "", "", 100) for number in range(1, 6)]
    readers: Sequence[tuple[Callable[[str], Any], tuple[type[Exception], ...]]] = (
        (ssh_keys.read_public_key, (ssh_keys.BadKey,)),
        (lambda text: moments.moment_of(text, datetime(2026, 11, 24, 9)), (ValueError,)),
        (form_texts.read_bands, (form_texts.BadText,)),
        (lambda text: form_texts.show_limits(form_texts.read_limits(text)), (form_texts.BadText,)),
        (paper_line.read_line, (paper_line.BadScores,)),
        (lambda text: paper_line.read_scores(text, items), (paper_line.BadScores,)),
        (classes.class_code, ()),
        (bells.clock_time, ()),
        (lambda text: clean.clean_text(clean.clean_code(clean.clean_name(text))), ()),
        (lambda text: search_words.excerpts(text, search_words.words_in(text[:9])), ()),
    )

    def shake(content: bytes) -> None:
        read, own = readers[content[0] % len(readers) if content else 0]
        with suppress(*own):
            read(text_of(content[1:]))

    return shake


READERS: dict[str, Callable[[], Shake]] = {
    one.__name__: one
    for one in (blocks, dates, cells, tables, letters, keys, settings, plans, reflections, lines, words)
}
SEEDS: dict[str, Sequence[str]] = {
    "blocks": ("工号\t姓名\n001\t\"李\n芳\"\n", "a\r\nb\tc"),
    "dates": ("1985年3月12日", "Mar-85", "31118", "一九八五年三月", "-1", "t", "85.3.12", "2021/8/16 00:00:00"),
    "cells": ("\x01李芳", "\x02一级教师", "\x033班@周二第4节", "\x04县级骨干教师2023(县教育局)", "\x05语文/李芳、数学"),
    "tables": ("工号,姓名\n001,李芳\n", "<html><table><tr><td rowspan=2>x</td></tr></table></html>", "a;b\n1;2"),
    "letters": ("# 教学反思\n\n这节课的目标达到了。", "{\\rtf1 x}", "%PDF-1.4"),
    "keys": ('app.help = "f1"\n[grid]\nditto = ["f4", "ctrl+d"]', '[app]\nhelp = { keys = ["f1"], footer = true }'),
    "settings": ('listen = "::1"\nport = 22\n[limits]\nattempts = 4\n[dropbox]\nfile_mb = 1',),
    "plans": ("一、目标\n（一）每学期听课不少于20节。\n1. 教研组每两周活动一次；\n、积极引导", "第3条 每月一篇"),
    "reflections": ("2026.11.3 三（2）班《荷花》教学反思 李芳.docx", "第十三周 11月 听课记录(1)", "# 标题\n一、成功"),
    "lines": ("roster --group '语文组'", "yanxiu undo", 'submit --name "a b.docx"', "internal-sftp", "--lang en mine"),
    "words": ("\x01" + "5分钟前", "\x012026-11-24 14:02", "\x0290/75/60", "\x030:10 11:8", "\x047345 54-4.5 =88 +2",
              "\x055 4 3 2 1", "\x06三（2）班", "\x07 8：05", "\x09听课 记录"),
}  # fmt: skip


def shake_one(name: str, more: Sequence[str]) -> None:
    """Shake one reader in this process until it is told to stop or finds something; atheris ends the process."""
    import atheris

    folder = KEPT / name
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS.get(name, ())):
        (folder / f"seed-{number}").write_text(seed, "utf-8")
    atheris.enabled_hooks.add("str")  # not "RegEx": what it puts in a pattern's place cannot begin at a position
    with atheris.instrument_imports(include=WATCHED):
        shake = READERS[name]()
    first = [sys.argv[0], f"-max_len={LONGEST}", f"-artifact_prefix={KEPT}/{name}-", "-timeout=10", "-len_control=20"]
    atheris.Setup([*first, *more, str(folder)], shake)
    atheris.Fuzz()


def shake_all(names: Sequence[str]) -> int:
    """Shake the readers one after another and say how far each got; 1 where something was found."""
    found = []
    for name in names:
        command = [
            sys.executable,
            "-m",
            "tests.doors.guided",
            name,
            f"-max_total_time={SECONDS}",
            "-print_final_stats=1",
        ]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace")
        facts = dict(re.findall(r"stat::(\w+):\s+(\d+)", done.stderr))
        cover = re.findall(r"cov: (\d+)", done.stderr)
        runs, speed = facts.get("number_of_executed_units", "?"), facts.get("average_exec_per_sec", "?")
        print(f"{name}: {runs} runs, {speed} a second, {cover[-1] if cover else '?'} places reached", flush=True)
        if done.returncode:
            found.append(name)
            print(done.stdout + done.stderr[-3000:])
    print(f"found something in: {', '.join(found)}" if found else "nothing was found")
    return 1 if found else 0


if __name__ == "__main__":
    if len(sys.argv) > 2 or (len(sys.argv) == 2 and sys.argv[1] in READERS):
        shake_one(sys.argv[1], sys.argv[2:])
    else:
        sys.exit(shake_all(sys.argv[1].split(",") if len(sys.argv) == 2 else list(READERS)))
