"""What the sample school's teachers write: texts put together from phrases by chance that a name seeds.

A text is about its author's own subject, class and topic, so that no two are alike unless somebody copied.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from random import Random
from typing import NamedTuple

from data.sample.school import SEED, SampleTeacher
from data.sample.spelling import label
from data.sample.topics import topics_to_write_of

_SLOT = re.compile(r"\{(\w+)\}")
_HEADINGS = (
    ("课题与班级", "发生了什么", "学生的反应与证据", "原因", "下次怎么改"),
    ("一、课堂回放", "二、学生怎么样", "三、问题在哪里", "四、改进"),
)
_INCIDENTS = {
    "calligraphy": "chinese",
    "local": "morality",
    "psychology": "morality",
    "practice": "labour",
}
_TAGS = ("提问", "评价", "小组", "当堂训练", "一体机", "板演", "预习", "导入")
_GRADE_NAMES = "一二三四五六"


class Written(NamedTuple):
    """A title, and a text whose headings begin with '# '."""

    title: str
    body: str


class Subject(NamedTuple):
    """What a text is about: a code of 'subject', the class as (grade, number), the lesson's topic."""

    subject: str
    class_group: tuple[int, int]
    topic: str


def about(teacher: SampleTeacher, chance: Random) -> Subject:
    """One of the teacher's classes, and a topic of its grade."""
    subject = teacher.subjects[0]
    class_group = chance.choice(teacher.classes) if teacher.classes else (6, 1)
    topics = topics_to_write_of(subject, class_group[0]) or (label("subject", subject),)
    return Subject(subject, class_group, chance.choice(topics))


def written(key: str, kind: str, teacher: SampleTeacher, subject: Subject | None = None) -> Written:
    """A reflection of that kind by the teacher; the same ``key`` gives the same text."""
    chance = Random(f"{SEED}:text:{key}")
    subject = subject or about(teacher, chance)
    facts = {
        "topic": f"《{subject.topic.rpartition('：')[2]}》" if subject.subject == "chinese" else f"“{subject.topic}”",
        "topic_short": subject.topic.rpartition("：")[2].partition("（")[0],
        "class": f"{_GRADE_NAMES[subject.class_group[0] - 1]}({subject.class_group[1]})班",
    }
    teller = _Teller(facts, chance)
    if kind == "exchange":
        return Written(f"组内交流发言：{teller.say('issue')}", "\n".join(teller.some("exchange", 3)))
    title = teller.say("title_after" if kind == "after_lesson" else "title_insight")
    if kind == "case":
        title = f"个案反思：{teller.say('pupil')}"
    short = chance.random() < 0.08  # shorter than most schools ask for
    parts = _parts(teller, f"incident_{_INCIDENTS.get(subject.subject, subject.subject)}", kind, short, chance)
    habit = Random(f"{SEED}:writes:{teacher.staff_no}").random()
    return Written(title, _laid_out(parts, facts, habit))


class _Parts(NamedTuple):
    opening: str
    scenes: list[str]
    causes: list[str]
    changes: list[str]


def _parts(teller: _Teller, incident: str, kind: str, short: bool, chance: Random) -> _Parts:
    if short:
        return _Parts(teller.say("opening"), [teller.say(incident)], [], teller.some("change", 1))
    scenes = [teller.say(incident) + teller.say("evidence") + teller.say("thought")]
    scenes += [teller.say(incident) + teller.say("thought")]
    if chance.random() < 0.8:
        scenes[-1] += teller.say(incident) + teller.say("remark") + teller.say("evidence")
    if chance.random() < 0.7:
        scenes.append(teller.say("incident_general") + teller.say("remark") + teller.say("thought"))
    if kind == "case":
        scenes[1:] = teller.some("case_follow", 3)
    if kind == "term" or chance.random() < 0.35:
        scenes += [teller.say("incident_general") + teller.say(incident) + teller.say("evidence")]
    causes = [teller.say("cause") + teller.say("cause_more")]
    if chance.random() < 0.3:
        causes.append(teller.say("cause") + teller.say("cause_more"))
    changes = [teller.say("change") + teller.say("plan_more")]
    if chance.random() < 0.7:
        changes.append(teller.say("closing"))
    return _Parts(teller.say("opening") + teller.say("detail"), scenes, causes, changes)


def group_topic(key: str) -> str:
    """What a group's exchange was about."""
    return Random(f"{SEED}:exchange:{key}").choice(_phrases()["group_topic"])


def group_words(key: str) -> str:
    """What was put on record of a group's exchange."""
    teller = _Teller({"class": "三年级", "topic": "这节课", "topic_short": "这节课"}, Random(f"{SEED}:record:{key}"))
    return "\n".join(teller.some("exchange", 2))


def label_of(body: str) -> tuple[str, ...]:
    """The words by which the office would find a text again."""
    return tuple(word for word in _TAGS if word in body)[:2]


def _laid_out(parts: _Parts, facts: dict[str, str], habit: float) -> str:
    """Some teachers write under the office's headings, some under their own, some in one piece."""
    opening, (first, *others), causes, changes = parts
    if habit < 0.3 and others:
        about_it = f"{facts['class']}，{facts['topic']}。"
        texts = [about_it, f"{opening}\n{first}", *("\n".join(part) for part in (others, causes, changes))]
        return _under(_HEADINGS[0], texts)
    if habit < 0.45 and others:
        return _under(_HEADINGS[1], [f"{opening}\n{first}", *("\n".join(part) for part in (others, causes, changes))])
    return "\n".join([opening, first, *others, *causes, *changes])


def _under(headings: tuple[str, ...], texts: list[str]) -> str:
    return "\n".join(f"# {heading}\n{text}" for heading, text in zip(headings, texts, strict=True))


class _Teller:
    """Says phrases, none twice within a text as long as there are others."""

    def __init__(self, facts: dict[str, str], chance: Random) -> None:
        self._facts = facts
        self._chance = chance
        self._said: dict[str, set[int]] = {}

    def say(self, rule: str) -> str:
        options = _phrases()[rule]
        said = self._said.setdefault(rule, set())
        if len(said) >= len(options):
            said.clear()
        place = int(self._chance.random() * len(options))
        while place in said:
            place = (place + 1) % len(options)
        said.add(place)
        return _SLOT.sub(self._fill, options[place])

    def some(self, rule: str, number: int) -> list[str]:
        return [self.say(rule) for _ in range(number)]

    def _fill(self, match: re.Match[str]) -> str:
        name = match[1]
        return self._facts.get(name) or self.say(name)


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    rule: list[str] = []
    for line in (resources.files("data.sample") / "reflection_phrases.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            rule = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            rule.append(line)
    return {name: tuple(options) for name, options in found.items()}
