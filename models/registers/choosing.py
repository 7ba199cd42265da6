"""Finding the entry of a code list that a person means: by its label, code, digits or another spelling."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from data.words import t
from models.registers.column import Choice, Column, Context
from models.registers.problem import Unreadable
from models.rules.clean import clean_code

SEPARATORS = "、，,;；/|\n\t "
_MOST_NAMED = 12  # a sentence that lists more entries than this helps nobody


def find_choice(choices: Sequence[Choice], text: str) -> Choice | None:
    """The entry whose label, code, digits or alias is ``text``, however wide or spaced it was typed."""
    wanted = _key(text)
    for choice in choices:
        if wanted in (_key(choice.label), _key(choice.code), choice.digits or None):
            return choice
    return next((choice for choice in choices if wanted in map(_key, choice.aliases)), None)


def choose(column: Column, text: str, context: Context) -> str:
    """The code of the one entry that ``text`` means. Raises Unreadable with what would be accepted."""
    found = find_choice(context.choices(column.choices), text) or context.new_choice(column.choices, text)
    if found is None:
        raise Unreadable(t("problem.not_in_list", title=column.title, text=text, accepted=accepted(column, context)))
    return found.code


def choose_several(column: Column, text: str, context: Context) -> tuple[str, ...]:
    """The codes of all entries named in ``text``, each once, in the order typed.

    Entries are separated by a comma, an enumeration comma, a semicolon, a slash or a space; digits may run together,
    since no entry's digits begin with another's. Raises Unreadable naming the part that means nothing.
    """
    codes: list[str] = []
    whole = find_choice(context.choices(column.choices), text)
    for part in [text] if whole else _split(text):
        run = _digit_run(context.choices(column.choices), part)
        codes.extend(run if run else [choose(column, part, context)])
    return tuple(dict.fromkeys(codes))


def label_of(choices: Sequence[Choice], code: str) -> str:
    """The words for a code; the code itself when the list has lost it, so that nothing stored disappears."""
    return next((choice.label for choice in choices if choice.code == code), code)


def accepted(column: Column, context: Context) -> str:
    """The first entries of the column's list, as '1男 2女', for a sentence."""
    shown = [f"{choice.digits}{choice.label}" for choice in context.choices(column.choices)[:_MOST_NAMED]]
    return " ".join(shown)


def _split(text: str) -> list[str]:
    for separator in SEPARATORS[1:]:
        text = text.replace(separator, SEPARATORS[0])
    return [part for part in text.split(SEPARATORS[0]) if part]


def _digit_run(choices: Sequence[Choice], part: str) -> list[str]:
    """The codes of a run of digits such as '13' for entries 1 and 3; [] when it is no such run."""
    part = clean_code(part)
    if not part.isascii() or not part.isdecimal() or find_choice(choices, part):
        return []
    by_digits = {choice.digits: choice.code for choice in choices if choice.digits}
    codes: list[str] = []
    while part:
        length = next((n for n in range(1, 5) if part[:n] in by_digits), 0)
        if not length or length > len(part):
            return []
        codes.append(by_digits[part[:length]])
        part = part[length:]
    return codes


@lru_cache(maxsize=8192)
def _key(text: str) -> str:
    return clean_code(text).replace(" ", "").lower()
