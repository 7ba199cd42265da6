"""Finding people as somebody types, and reading names, beside the barest loop over the same names: ratios of medians.

.venv/bin/python tests/bench/bench_finding.py
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HERE))

from data.pinyin import pinyin_of_name, readings  # noqa: E402
from models.registers.column import Person  # noqa: E402
from models.rules.names import find_people  # noqa: E402

ROUNDS = 15
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗曾单欧吕"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂红梅莉华建国志文斌宇浩凯健俊帆雪慧颖婷雯"
TYPED = ("w", "wx", "wxm", "wangxm", "cengm", "王", "小", "zzz", "0042")


def median(take: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        take()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def people(count: int) -> list[Person]:
    """Invented people, the same ones every time."""
    chance = random.Random(7)
    names = [chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2)))) for _ in range(count)]
    return [Person(f"{number:04}", name, pinyin_of_name(name)) for number, name in enumerate(names)]


def main() -> None:
    start = time.perf_counter()
    readings("王")
    print(f"table of readings loaded: {(time.perf_counter() - start) * 1000:.1f} ms, once")
    for count in (60, 6_000):
        staff = people(count)
        bare = median(lambda staff=staff: [person for person in staff if person.pinyin.startswith("w")])
        for typed in TYPED:
            taken = median(lambda typed=typed, staff=staff: find_people(typed, staff))
            print(f"{count:>5} people, '{typed}': {taken * 1000:6.2f} ms, {taken / bare:5.1f} x a bare loop")


if __name__ == "__main__":
    main()
