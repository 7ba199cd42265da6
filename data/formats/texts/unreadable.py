"""Why a file has no text for us, by code: the sentence is said where the words are."""

from __future__ import annotations

from typing import Literal, get_args

Reason = Literal[
    "empty",  # nothing in it
    "no_text",  # sound, and without a word: a scan, a page of pictures
    "encrypted",
    "damaged",
    "bomb",  # grows to something monstrous when unpacked
    "too_large",
    "too_slow",
    "too_much",  # needs more memory than a text can
    "crashed",
    "picture",
    "sheet",
    "slides",
    "archive",
    "web_page",
    "unknown",  # a program, a film: nothing that holds a text
    "no_converter",
    "not_converted",
]
REASONS: tuple[str, ...] = get_args(Reason)


class Unreadable(Exception):
    """The file's text cannot be had; ``reason`` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
