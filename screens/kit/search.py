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


def distance(query: str, command: Command) -> int:
    """How far a command is from what was typed: 0 where its name or key begins so, 1 where they hold it, else 2."""
    area, _, name = command.word_key.partition(".")
    titles = [catalogue(language, area).get(f"{name}.title", "").lower() for language in LANGUAGES]
    typed = query.strip().lower()
    called = [*titles, *initials(titles[0]), *(shown(key).lower() for key in command.keys)]
    if any(each.startswith(typed) for each in called):
        return 0
    return 1 if any(typed in each for each in called) else 2
