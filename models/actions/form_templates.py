"""The school's evaluation forms in their editions: read, proposed for a lesson, changed by making the next edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.defaults.forms import FormDefault, default_forms
from data.words import language
from models.journal.writing import insert_record, insert_records, update_record
from models.rules.form_texts import DEFAULT_BANDS, read_bands, read_limits, show_limits
from models.rules.scores import Item
from models.store import Store
from models.tables.lessons import EvaluationForm, FormItem, FormTemplate
from models.tables.reading import dicts, tuples


@dataclass(frozen=True, slots=True)
class Template:
    """One edition of a form with its items in order; ``id`` is 0 for one that the store does not hold yet.

    ``required`` are codes of 'form_text', ``bands`` codes of 'form_band' with the lowest score of each.
    """

    id: int
    code: str
    edition: int
    title_zh: str
    title_en: str
    subject: str
    lesson_kind: str
    bands: tuple[tuple[str, int], ...]
    required: tuple[str, ...]
    bonus_x10: int
    items: tuple[Item, ...]

    @property
    def title(self) -> str:
        return (self.title_en if language() == "en" else "") or self.title_zh

    @property
    def full_x10(self) -> int:
        return sum(item.most_x10 for item in self.items)


def ensure_templates(store: Store) -> None:
    """Give a school that has no forms those that a new school starts with, as one action of its own."""
    if FormTemplate.select().exists():
        return
    with store.change("forms.defaults"):
        add_templates()


def add_templates() -> None:
    """Write the forms that a new school starts with. Inside an action only."""
    for default in default_forms():
        template = insert_record(FormTemplate, _facts(default))
        insert_records(FormItem, _item_facts(template, default))


def templates() -> list[Template]:
    """The forms in use now, in the school's order; the defaults where the school has none yet."""
    found = _read(FormTemplate.select().where(FormTemplate.is_current).order_by(FormTemplate.id))
    return found or [_from_default(default) for default in default_forms()]


def template(template_id: int) -> Template:
    """That edition, whether it is still in use or not. Raises LookupError."""
    found = _read(FormTemplate.select().where(FormTemplate.id == template_id))
    if not found:
        raise LookupError(template_id)
    return found[0]


def proposed(known: Sequence[Template], subject: str, lesson_kind: str) -> list[Template]:
    """Those that fit a lesson, the one made for it most closely first: for its subject and kind, its subject, its kind,
    any lesson."""
    fitting = [one for one in known if one.subject in ("", subject) and one.lesson_kind in ("", lesson_kind)]
    return sorted(fitting, key=lambda one: -(2 * bool(one.subject) + bool(one.lesson_kind)))


def in_use(template_id: int) -> bool:
    """Whether somebody has begun a form of that edition."""
    return EvaluationForm.select().where(EvaluationForm.template == template_id).exists()


def next_edition(template_id: int) -> dict[int, int]:
    """Make the next edition, just like that one, which is no longer current; the new ids of its items by the old ones,
    and under 0 the edition's own. Inside an action only."""
    row = dicts(FormTemplate.select().where(FormTemplate.id == template_id))[0]
    latest = max(
        n for (n,) in tuples(FormTemplate.select(FormTemplate.edition).where(FormTemplate.code == row["code"]))
    )
    facts = {name: value for name, value in row.items() if name not in ("id", "version")}
    update_record(FormTemplate, template_id, {"is_current": False})
    made = {0: insert_record(FormTemplate, {**facts, "edition": latest + 1, "is_current": True})}
    for item in dicts(FormItem.select().where(FormItem.template == template_id).order_by(FormItem.seq)):
        facts = {name: value for name, value in item.items() if name not in ("id", "version")}
        made[item["id"]] = insert_record(FormItem, {**facts, "template": made[0]})
    return made


def item_ids(template_id: int) -> dict[int, int]:
    """The id of each item of an edition, by its number."""
    return dict(tuples(FormItem.select(FormItem.seq, FormItem.id).where(FormItem.template == template_id)))


def _read(query: object) -> list[Template]:
    rows = dicts(query)
    ids = [row["id"] for row in rows]
    items: dict[int, list[Item]] = {row_id: [] for row_id in ids}
    for row in dicts(FormItem.select().where(FormItem.template.in_(ids)).order_by(FormItem.seq)):
        item = Item(row["seq"], row["section"], row["item"], row["max_x10"], row["timed"], read_limits(row["limits"]))
        items[row["template"]].append(item)
    return [
        Template(
            row["id"],
            row["code"],
            row["edition"],
            row["title_zh"],
            row["title_en"],
            row["subject"],
            row["lesson_kind"],
            read_bands(row["bands"] or DEFAULT_BANDS),
            tuple(filter(None, row["required"].split("|"))),
            row["bonus_x10"],
            tuple(items[row["id"]]),
        )
        for row in rows
    ]


def _from_default(default: FormDefault) -> Template:
    items = tuple(
        Item(seq, one.section, one.words, one.most * 10, one.timed, tuple((at, n * 10) for at, n in one.limits))
        for seq, one in enumerate(default.items, 1)
    )
    return Template(
        0,
        default.code,
        1,
        default.zh,
        default.en,
        default.subject,
        default.lesson_kind,
        read_bands(default.bands),
        default.required,
        default.bonus * 10,
        items,
    )


def _facts(default: FormDefault) -> dict[str, object]:
    return {
        "code": default.code,
        "title_zh": default.zh,
        "title_en": default.en,
        "subject": default.subject,
        "lesson_kind": default.lesson_kind,
        "bands": default.bands,
        "required": "|".join(default.required),
        "bonus_x10": default.bonus * 10,
    }


def _item_facts(template_id: int, default: FormDefault) -> list[dict[str, object]]:
    return [
        {
            "template": template_id,
            "seq": seq,
            "section": item.section,
            "item": item.words,
            "max_x10": item.most * 10,
            "timed": item.timed,
            "limits": show_limits(tuple((begins, points * 10) for begins, points in item.limits)),
        }
        for seq, item in enumerate(default.items, 1)
    ]
