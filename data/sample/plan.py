"""The sample school's plan of the term, in the words of a real one."""

from __future__ import annotations

from importlib import resources

NOT_COUNTED = {
    "二.1": "计划没有写数量，期末由教研组长在总结里写明",
    "二(一)": "总体目标，由各条的数字体现",
}
"""Why nothing measures a clause, as the school would say it, by its number."""


def sample_plan() -> str:
    """The whole text."""
    return (resources.files("data.sample") / "plan.txt").read_text("utf-8")
