"""Asking the store in a process of its own: what a question loads and touches is gone with its answer, so that the
connection's process stays small and holds no database when it forks."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from typing import TypeVar

from models.store import StoreError
from tui.serve.children import forked

T = TypeVar("T")


def asked_apart(question: Callable[[], T]) -> T:
    """The answer, which must be something that can be pickled. Raises the question's StoreError, and StoreError for a
    question that ended without an answer."""
    source, target = os.pipe()

    def answer() -> None:
        try:
            said: tuple[bool, object] = True, question()
        except StoreError as error:
            said = False, str(error)
        with os.fdopen(target, "wb") as out:
            pickle.dump(said, out)

    try:
        number = forked(answer)
    except OSError as error:
        os.close(source)
        os.close(target)
        raise StoreError(str(error)) from error
    os.close(target)
    with os.fdopen(source, "rb") as answered:
        content = answered.read()
    os.waitpid(number, 0)
    if not content:
        raise StoreError("")
    well, result = pickle.loads(content)
    if not well:
        raise StoreError(result)
    return result
