"""The wording of the mentoring agreement: the one that comes with the program, or a school's own file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib import resources
from pathlib import Path
from string import Formatter
from typing import Any

from data.formats.problem import FileProblem
from data.words import LANGUAGES, language, t

SIDES = ("mentor", "mentee", "both")
BLANKS = frozenset(
    ("school", "mentor", "mentee", "topic", "subject", "kind", "starts_on", "ends_on", "years", "goal", "number", "per")
)
"""What may stand in braces."""


@dataclass(frozen=True, slots=True)
class DutyWords:
    """How one duty is written, and whose it is."""

    duty: str
    side: str
    words: str


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of an agreement, their blanks still open."""

    title: str
    under: str
    purpose: str
    mentor: str
    mentee: str
    signed_by_mentor: str
    signed_by_mentee: str
    signed_by_school: str
    signed_on: str
    closing: str
    section: tuple[Section, ...]
    duty: tuple[DutyWords, ...]


def default_text() -> str:
    """The file that comes with the program, to be copied and changed."""
    return (resources.files("data.defaults") / "agreement.toml").read_text("utf-8")


def default_wording() -> Wording:
    return read_wording(default_text(), "agreement.toml")


def own_wording(path: Path) -> Wording:
    """A school's own wording. Raises FileProblem with what is wrong in it and what is accepted."""
    try:
        return read_wording(path.read_text("utf-8-sig"), path.name)
    except OSError as error:
        raise FileProblem(t("pairing.template_unreadable", file=path)) from error
    except UnicodeDecodeError as error:
        raise FileProblem(t("pairing.template_not_utf8", file=path.name)) from error


def read_wording(text: str, name: str) -> Wording:
    """The wording in the language in use, else in any that the file has. Raises FileProblem."""
    try:
        parsed = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # no TOML, too long a number; nested too deep
        raise FileProblem(t("pairing.template_bad", file=name, why=error)) from error
    found = next((parsed[one] for one in (language(), *LANGUAGES) if isinstance(parsed.get(one), dict)), None)
    if found is None:
        raise FileProblem(t("pairing.template_no_language", file=name, names=" ".join(f"[{one}]" for one in LANGUAGES)))
    missing = [one.name for one in fields(Wording) if one.name not in found]
    if missing:
        raise FileProblem(t("pairing.template_lacks", file=name, names=" ".join(missing)))
    try:
        wording = _wording(found)
    except (TypeError, KeyError, AttributeError) as error:
        raise FileProblem(t("pairing.template_shape", file=name, what=error)) from error
    _ensure_blanks(wording, name)
    return wording


def _wording(found: Mapping[str, Any]) -> Wording:
    plain = {one.name: found[one.name].strip() for one in fields(Wording) if one.name not in ("section", "duty")}
    sections = tuple(
        Section(entry["heading"].strip(), tuple(map(str.strip, entry["lines"]))) for entry in found["section"]
    )
    return Wording(**plain, section=sections, duty=tuple(DutyWords(**entry) for entry in found["duty"]))


def _ensure_blanks(wording: Wording, name: str) -> None:
    lines = [line for section in wording.section for line in section.lines if line.strip("{}") not in SIDES]
    duties = [duty.words for duty in wording.duty]
    for text in (wording.under, wording.purpose, wording.closing, *lines, *duties):
        try:
            blanks = {blank for _, blank, _, _ in Formatter().parse(text) if blank is not None}
        except ValueError as error:
            raise FileProblem(t("pairing.template_braces", file=name, line=text[:40])) from error
        if unknown := blanks - BLANKS:
            known = " ".join(f"{{{blank}}}" for blank in sorted(BLANKS))
            raise FileProblem(
                t("pairing.template_blank", file=name, blank=" ".join(sorted(unknown)), line=text[:40], known=known)
            )
    wrong = sorted({duty.side for duty in wording.duty} - set(SIDES))
    if wrong:
        raise FileProblem(t("pairing.template_side", file=name, side=" ".join(wrong), known=" ".join(SIDES)))
