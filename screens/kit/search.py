"""Finding a command by what a person would type: Chinese, the initials of its pinyin, English, or its key."""

from __future__ import annotations

from data.words import LANGUAGES, catalogue
from screens.kit.commands import Command
from screens.kit.initials import initials
from screens.kit.keys import shown


def hay(command: Command) -> str:
    """Everything a search looks at, in small letters."""
    area, _, name = command.word_key.partition(".")
    words = [
        catalogue(language, area).get(f"{name}.{part}", "") for language in LANGUAGES for part in ("title", "help")
    ]
    first = catalogue(LANGUAGES[0], area).get(f"{name}.title", "")
    keys = [shown(key) for key in command.keys]
    return " ".join((command.id, *words, *initials(first), *keys)).lower()


def found(query: str, haystack: str) -> bool:
    """Whether every word of the query is in the haystack."""
    return all(word in haystack for word in query.lower().split())
