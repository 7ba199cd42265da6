"""The mentoring agreement of one or all pairs as it is printed, and the list for the ceremony."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from data.defaults.agreement import Wording, default_wording
from data.formats.agreement_paper import AgreementPaper, Party, as_document, as_text
from data.formats.pages import Block, Page, PageColumn
from data.words import t
from models.actions.pairing import pairs
from models.actions.pairing_duties import duty_rules
from models.registers.choosing import label_of
from models.rules.pairing import HOMEROOM, Pair
from models.rules.pairing_duties import DutyRule

if TYPE_CHECKING:
    from models.actions.desk import Desk

ENDINGS = (".docx", ".txt")


def to_print(desk: Desk) -> list[Pair]:
    """The pairs that have something to sign: those that run today or are to begin."""
    return [pair for pair in pairs(desk) if not pair.is_over(desk.today)]


def agreements(
    desk: Desk, pair_ids: Collection[int] | None = None, wording: Wording | None = None
) -> list[AgreementPaper]:
    """The agreements of these pairs (None: of all that are not over), in the order of the mentors' names in the roster,
    worded as the school does (None: as the program does)."""
    chosen = to_print(desk) if pair_ids is None else [pair for pair in pairs(desk) if pair.id in pair_ids]
    rules = duty_rules([pair.id for pair in chosen])
    staff = {one["staff_no"]: one for one in desk.people(desk.today)}
    words = wording or default_wording()
    return [_paper(desk, pair, rules[pair.id], staff, words) for pair in _in_order(desk, chosen)]


def print_agreements(papers: Sequence[AgreementPaper], ending: str) -> bytes:
    """The agreements as a file of that ending. Raises ValueError for one that is none of `ENDINGS`."""
    match ending.lower():
        case ".docx":
            return as_document(papers)
        case ".txt":
            return (as_text(papers) + "\n").encode("utf-8")
    raise ValueError(t("forms.paper_ending", endings=" ".join(ENDINGS)))


def ceremony(desk: Desk, pair_ids: Collection[int] | None = None) -> Page:
    """The list of the ceremony: mentors with their mentees in order, with room for both signatures."""
    chosen = to_print(desk) if pair_ids is None else [pair for pair in pairs(desk) if pair.id in pair_ids]
    columns = (
        PageColumn(t("pairing.list_number"), 5, right=True),
        PageColumn(t("column.mentor"), 11),
        PageColumn(t("column.mentee"), 11),
        PageColumn(t("column.pair_topic"), 14),
        PageColumn(t("column.pair_kind"), 8),
        PageColumn(t("pairing.list_mentor_signs")),
        PageColumn(t("pairing.list_mentee_signs")),
    )
    rows = tuple(
        (
            str(number),
            _name(desk, pair.mentor),
            _name(desk, pair.mentee),
            t("pairing.about_class") if pair.topic == HOMEROOM else _label(desk, "subject", pair.subject),
            _label(desk, "pairing_kind", pair.kind),
            "",
            "",
        )
        for number, pair in enumerate(_in_order(desk, chosen), 1)
    )
    mentors = len({pair.mentor for pair in chosen})
    under = t("pairing.list_under", school=desk.school_name, pairs=len(chosen), mentors=mentors)
    title = t("pairing.list_title")
    return Page(title, title, (under,), (Block("", columns, rows),))


def _paper(
    desk: Desk, pair: Pair, rules: Sequence[DutyRule], staff: Mapping[str, Mapping[str, Any]], wording: Wording
) -> AgreementPaper:
    topic, subject = _topic(desk, pair)
    blanks = {
        "school": desk.school_name,
        "mentor": _name(desk, pair.mentor),
        "mentee": _name(desk, pair.mentee),
        "topic": topic,
        "subject": subject,
        "kind": _label(desk, "pairing_kind", pair.kind),
        "starts_on": _day(pair.starts_on),
        "ends_on": _day(pair.ends_on),
        "years": _years(pair),
        "goal": pair.goal or t("pairing.goal_open"),
    }
    duties = _duty_lines(desk, rules, wording, blanks)
    sections = []
    for section in wording.section:
        lines: list[str] = []
        for line in section.lines:
            side = line.strip("{}")
            lines += duties[side] if line == f"{{{side}}}" and side in duties else [line.format(**blanks)]
        sections.append((section.heading, tuple(lines)))
    return AgreementPaper(
        wording.title,
        wording.under.format(**blanks),
        wording.purpose.format(**blanks),
        (
            Party(wording.mentor, _facts(desk, staff.get(pair.mentor), blanks["mentor"])),
            Party(wording.mentee, _facts(desk, staff.get(pair.mentee), blanks["mentee"])),
        ),
        tuple(sections),
        wording.closing.format(**blanks),
        (wording.signed_by_mentor, wording.signed_by_mentee, wording.signed_by_school),
        wording.signed_on,
    )


def _duty_lines(
    desk: Desk, rules: Sequence[DutyRule], wording: Wording, blanks: Mapping[str, str]
) -> dict[str, list[str]]:
    """The lines of each side's duties, in the order of the wording."""
    asked = {rule.duty: rule for rule in rules if rule.number}
    found: dict[str, list[str]] = {"mentor": [], "mentee": [], "both": []}
    for duty in wording.duty:
        if rule := asked.get(duty.duty):
            per = _label(desk, "pairing_per", rule.per)
            more = {"number": rule.number, "per": per.lower()}
            found[duty.side].append(duty.words.format(**{**blanks, **more}))
    return found


def _facts(desk: Desk, person: Mapping[str, Any] | None, name: str) -> tuple[tuple[str, str], ...]:
    """What an agreement says of a person; of somebody who is not on the staff of today only the name."""
    known = person or {}
    years = known.get("teaching_years")
    return (
        (t("column.name"), name),
        (t("column.research_group"), known.get("research_group") or ""),
        (t("column.rank"), _label(desk, "rank", known.get("rank") or "")),
        (t("column.teaching_years"), "" if years is None else t("pairing.years", count=years)),
    )


def _topic(desk: Desk, pair: Pair) -> tuple[str, str]:
    """What the pair is about: '学科教学' and '（语文）', or a class head's work and ''."""
    if pair.topic == HOMEROOM:
        return t("pairing.about_class"), ""
    subject = _label(desk, "subject", pair.subject)
    return t("pairing.about_subject"), t("pairing.in_brackets", text=subject) if subject else ""


def _in_order(desk: Desk, chosen: Sequence[Pair]) -> list[Pair]:
    """By the roster, so that a mentor's agreements lie together."""
    places = {person.staff_no: place for place, person in enumerate(desk.lists.people())}
    return sorted(chosen, key=lambda pair: (places.get(pair.mentor, 0), places.get(pair.mentee, 0), pair.starts_on))


def _name(desk: Desk, number: str) -> str:
    person = desk.lists.people().numbered(number)
    return person.name if person else number


def _label(desk: Desk, list_id: str, code: str) -> str:
    return label_of(desk.lists.choices(list_id), code) if code else ""


def _day(iso: str) -> str:
    if not iso:
        return t("pairing.day_open")
    year, month, day = (int(part) for part in iso.split("-"))
    return t("pairing.long_day", year=year, month=month, day=day)


def _years(pair: Pair) -> str:
    if not (pair.starts_on and pair.ends_on):
        return ""
    return str(round((int(pair.ends_on[:4]) - int(pair.starts_on[:4])) or 1))
