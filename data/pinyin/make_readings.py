"""Makes readings.tsv, the table of how characters are read, from the pypinyin package (development only).

Run it by hand after an update of pypinyin: ``python -m data.pinyin.make_readings``. The table ships with the program
because importing pypinyin costs 156 ms and 56 MB, and only one name in many sessions is new.

Each line is ``rank <tab> syllable <tab> characters``: rank 1 holds every character once with its likeliest reading,
rank 2 the second readings, and so on. Tones are dropped; ü is written v, as it is typed.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).with_name("readings.tsv")
_DIAERESIS = "\u0308"


def toneless(syllable: str) -> str:
    """'lv' for 'lǚ', 'e' for 'ê̄'."""
    letters = unicodedata.normalize("NFD", syllable).replace(f"u{_DIAERESIS}", "v")
    return "".join(letter for letter in letters if letter.isascii() and letter.isalpha())


def table() -> dict[tuple[int, str], list[str]]:
    """The characters of every (rank, syllable)."""
    from pypinyin.pinyin_dict import pinyin_dict  # pyright: ignore[reportMissingImports]

    lines: dict[tuple[int, str], list[str]] = defaultdict(list)
    for code, text in sorted(pinyin_dict.items()):
        syllables = dict.fromkeys(filter(None, map(toneless, text.split(","))))
        for rank, syllable in enumerate(syllables, 1):
            lines[rank, syllable].append(chr(code))
    return lines


def main() -> None:
    lines = [f"{rank}\t{syllable}\t{''.join(characters)}\n" for (rank, syllable), characters in sorted(table().items())]
    TARGET.write_text("".join(lines), "utf-8")
    print(f"{TARGET.name}: {len(lines)} lines, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
