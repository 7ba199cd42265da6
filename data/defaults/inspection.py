"""Which papers go into a folder for inspectors: the list that comes with the program, or a school's own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from data.formats.problem import FileProblem
from data.words import language, t

SUBJECTS = ("school", "group", "person")
READERS = ("public", "internal", "upward")
PLAIN = ("plan", "progress", "standings", "staff", "minutes", "turnout", "forms", "agreements", "rules", "fund")
PAPERS = (*PLAIN, "leading", "credits", "pictures")
"""The papers that need nothing behind a colon."""

OF_SOMETHING = ("register", "filing", "reflections")
REFLECTIONS = ("", "insight", "after_lesson", "exchange", "case", "term")


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: its ``kind``, what it is ``of`` (a register, a kind of reflection, or ''), and who does not get it."""

    kind: str
    of: str
    not_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the folder; ``clauses`` are the sections of the plan that it proves."""

    number: str
    heading: str
    clauses: tuple[str, ...]
    papers: tuple[Paper, ...]


def default_text() -> str:
    """The file that comes with the program, to be copied and changed."""
    return (resources.files("data.defaults") / "inspection.toml").read_text("utf-8")


def read_parts(text: str, registers: tuple[str, ...], name: str = "inspection.toml") -> Mapping[str, tuple[Part, ...]]:
    """The parts for each of `SUBJECTS`. Raises FileProblem with what is wrong and what is accepted."""
    try:
        parsed = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # no TOML, too long a number; nested too deep
        raise FileProblem(t("inspection.template_bad", file=name, why=error)) from error
    unknown = sorted(set(parsed) - set(SUBJECTS))
    if unknown:
        raise FileProblem(t("inspection.template_subject", file=name, name=unknown[0], known=" ".join(SUBJECTS)))
    found = {subject: _parts(parsed.get(subject, ()), subject, registers, name) for subject in SUBJECTS}
    missing = [subject for subject, parts in found.items() if not parts]
    if missing:
        raise FileProblem(t("inspection.template_lacks", file=name, name=missing[0]))
    return found


def _parts(entries: Any, subject: str, registers: tuple[str, ...], name: str) -> tuple[Part, ...]:
    if not isinstance(entries, list | tuple):
        raise FileProblem(t("inspection.template_shape", file=name, place=f"[[{subject}]]"))
    parts = []
    for number, entry in enumerate(entries, 1):
        place = f"[[{subject}]] {number}"
        facts = entry if isinstance(entry, dict) else {}
        texts = [str(facts.get(key, "")).strip() for key in ("number", "heading", "clauses")]
        papers = facts.get("papers")
        if not texts[0] or not texts[1]:
            raise FileProblem(t("inspection.template_shape", file=name, place=place))
        if not isinstance(papers, list) or not all(isinstance(one, str) for one in papers):
            raise FileProblem(t("inspection.template_shape", file=name, place=place))
        heading = facts.get("heading_en", texts[1]) if language() == "en" else texts[1]
        read = tuple(_paper(text, registers, name, place) for text in papers)
        parts.append(Part(texts[0], str(heading), tuple(texts[2].split()), read))
    if len({part.number for part in parts}) < len(parts):
        raise FileProblem(t("inspection.template_twice", file=name, place=f"[[{subject}]]"))
    return tuple(parts)


def _paper(text: str, registers: tuple[str, ...], name: str, place: str) -> Paper:
    what, _, readers = text.partition("not_for")
    kind, colon, of = what.strip().partition(":")
    not_for = tuple(readers.split())
    known = of in (registers if kind == "register" else REFLECTIONS)
    right = (kind in PAPERS and not colon) or (kind in OF_SOMETHING and colon and known)
    if not right or set(not_for) - set(READERS):
        papers = " ".join((*PAPERS, *(f"{one}:…" for one in OF_SOMETHING)))
        raise FileProblem(
            t("inspection.template_paper", file=name, place=place, text=text, known=papers, readers=" ".join(READERS))
        )
    return Paper(kind, of, not_for)
