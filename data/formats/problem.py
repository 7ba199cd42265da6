"""A file that cannot be used, and why, in a sentence for the person who sent it."""

from __future__ import annotations


class FileProblem(ValueError):
    """The file cannot be read, holds no table, or cannot be written; ``str(error)`` says which and what to do."""
