"""What the sample school's lessons are about, by subject and grade."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

_OTHERS = {
    "labour": ("整理书包", "凉拌黄瓜", "菜地里的记录", "包饺子", "缝一粒纽扣"),
    "practice": ("家乡的老桥", "一周的垃圾去了哪里", "小小采访员"),
}
"""Subjects of which no lesson is opened by topic, and which are written about all the same."""


def topics_of(subject: str, grade: int) -> tuple[str, ...]:
    """The topics of open lessons; () where none are told."""
    topics = _topics()
    return topics.get((subject, str(grade))) or topics.get((subject, "*")) or ()


def topics_to_write_of(subject: str, grade: int) -> tuple[str, ...]:
    """The topics that somebody may write about; () where none are told."""
    return topics_of(subject, grade) or _OTHERS.get(subject, ())


@cache
def _topics() -> dict[tuple[str, str], tuple[str, ...]]:
    lines = (resources.files("data.sample") / "topics.tsv").read_text("utf-8").splitlines()
    rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return {(subject, grade): tuple(topics.split("|")) for subject, grade, topics in rows}
