"""What single registers can do beside what all of them do: each deed is offered first behind Ctrl+S."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.words import t
from screens.kit.fund_deciding import DecidesFund
from screens.kit.homework_sheet import OpensHomework
from screens.kit.judging import JudgesContests
from screens.kit.leading import SeatsLeadingGroup
from screens.kit.leaving import ForgetsLeavers
from screens.kit.material_files import KeepsFiles
from screens.kit.rule_reading import TellsReaders
from screens.kit.sheet import OpensSheets

OWN_DEEDS: Mapping[str, tuple[str, ...]] = {
    "activities": ("attendance.open",),
    "contests": ("registers.judge", "registers.awards"),
    "contest_entries": ("registers.judge", "registers.awards", "registers.county"),
    "fund": tuple(f"registers.fund_{deed}" for deed in ("propose", "approve", "refuse", "appeal", "answer")),
    "homework": ("registers.homework_day",),
    "materials": ("registers.attach", "registers.take_out"),
    "school_rules": ("registers.rule_unread", "registers.rule_read"),
    "groups": ("roster.leading", "registers.leading_paper"),
}
"""The commands of a register of its own, in the order of the menu."""


class RegisterDeeds(
    KeepsFiles, JudgesContests, OpensHomework, DecidesFund, TellsReaders, OpensSheets, SeatsLeadingGroup, ForgetsLeavers
):
    """A page that can do them all, whichever register it shows."""


LAST_DEEDS: Mapping[str, tuple[str, ...]] = {"roster": ("roster.anonymous",)}
"""Rare and grave ones, below everything else."""


def own_deeds(register_id: str) -> list[tuple[str, str]]:
    """The register's own commands with what they do."""
    return _told(OWN_DEEDS.get(register_id, ()))


def last_deeds(register_id: str) -> list[tuple[str, str]]:
    """Those that stand at the menu's end."""
    return _told(LAST_DEEDS.get(register_id, ()))


def _told(deeds: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, t(f"cmd_{name}.help")) for name in deeds]  # family cmd_*
