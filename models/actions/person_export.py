"""Everything that is kept about one person, as files: for programs, for Excel, and what they have handed in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from data.formats.saving import save_bytes
from data.words import t
from models.actions.mine import BESIDE, DEED, PAST, RECORD, Fact, everything_about
from models.tables.accounts import Account
from models.tables.people import Teacher
from models.tables.records import Material
from models.tables.reflections import Reflection

if TYPE_CHECKING:
    from models.actions.desk import Desk

FACTS = ("table", "row", "field", "value", "was", "at", "who", "action")
ENDINGS = (".json", ".xlsx")


def export_person(desk: Desk, teacher_id: int | None, account_id: int | None, out: Path) -> list[Path]:
    """Write it, and a mark in the history that it was given out; the files made.

    ``out`` is a file ending in .json or .xlsx, or a folder: then both, and the files that the person handed in as they
    came. Raises OSError, FileProblem where nothing can be written, StoreError.
    """
    facts = everything_about(desk, teacher_id, account_id)
    name = _name_of(teacher_id, account_id)
    as_json, as_book = _json(desk, name, facts), _workbook(facts)
    if out.suffix.lower() in ENDINGS and not out.is_dir():
        wanted = {out: as_json if out.suffix.lower() == ".json" else as_book}
    else:
        stem = t("mine.file_name", name=_plain(name))
        wanted = {out / f"{stem}.json": as_json, out / f"{stem}.xlsx": as_book} | _files(teacher_id, out)
        out.mkdir(parents=True, exist_ok=True)
    with desk.store.change("personal.export", t("mine.given_out", name=name, count=len(facts))[:300]):
        for path, content in wanted.items():
            path.parent.mkdir(exist_ok=True)
            save_bytes(path, content)
    return list(wanted)


def _name_of(teacher_id: int | None, account_id: int | None) -> str:
    teacher = Teacher.get_or_none(Teacher.id == teacher_id) if teacher_id else None
    account = Account.get_or_none(Account.id == account_id) if account_id else None
    found = teacher or account
    return str(found.name) if found else ""


def _json(desk: Desk, name: str, facts: Sequence[Fact]) -> bytes:
    told = {
        "school": desk.school_name,
        "person": name,
        "made_on": desk.today.isoformat(),
        "made_by": desk.who,
        "facts": [asdict(fact) for fact in facts],
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode("utf-8")


def _workbook(facts: Sequence[Fact]) -> bytes:
    from data.formats.person_book import person_workbook

    sheets = {
        t(f"mine.is.{part}"): [[str(asdict(f)[name] or "") for name in FACTS] for f in facts if f.part == part]
        for part in (RECORD, PAST, DEED, BESIDE)  # family mine.is.*
    }
    return person_workbook(sheets, [t(f"mine.{name}") for name in FACTS])  # family mine.*


def _files(teacher_id: int | None, folder: Path) -> dict[Path, bytes]:
    """What the person handed in, byte for byte, numbered so that no two have one name."""
    found: dict[Path, bytes] = {}
    for model in (Reflection, Material) if teacher_id else ():
        for one in model.select().where(model.teacher == teacher_id, model.file.is_null(False)).order_by(model.id):
            name = _plain(one.file_name) or f"{one.id}{one.file.suffix}"
            found[folder / t("mine.files_folder") / f"{len(found) + 1:03} {name}"] = bytes(one.file.content)
    return found


def _plain(name: str) -> str:
    return "".join("_" if mark in '/\\:*?"<>|' or ord(mark) < 32 else mark for mark in name)[-120:]
