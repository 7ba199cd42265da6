"""The preview of an import as text: what was understood, and each row's difference."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from data.words import t
from models.actions.import_reader import RowPlan
from models.actions.importing import ImportPlan
from models.registers.column import Column, Context
from models.registers.kinds import show
from screens.kit.importing.wrapping import folded_lines
from screens.kit.width import clipped

_INDENT = 6
_MOST_NAMED = 6  # renamed columns named in the summary; all of them stand in the list behind the key


def summary(plan: ImportPlan, accepted: int, width: int) -> Text:
    """Where the rows come from, what they would do, and how many will be written."""
    source = t(
        "import.source",
        name=plan.path.name,
        sheet=plan.table.sheet,
        row=plan.table.header_row,
        register=plan.register.title,
    )
    counts = t(
        "import.counts",
        new=plan.count("new"),
        change=plan.count("change"),
        same=plan.count("same"),
        problem=plan.count("problem"),
        accepted=accepted,
    )
    if plan.left_over:
        counts += "  " + t("import.will_end", count=len(plan.left_over))
    return Text("\n".join([clipped(source, width), *folded_lines(counts, width, 0)]))


def columns_line(plan: ImportPlan, width: int, key: str) -> Text:
    """How the file's headings were matched: what was left out first, then '真实姓名 > 姓名'."""
    between = t("import.between")
    used = [match for match in plan.columns if match.field and plan.register.column(match.field).editable]
    unused = [one_line(match.heading) for match in plan.columns if not match.field and match.heading]
    computed = [one_line(m.heading) for m in plan.columns if m.field and not plan.register.column(m.field).editable]
    renamed = [
        f"{one_line(match.heading)} > {plan.register.column(match.field).title}"
        for match in used
        if match.field and one_line(match.heading) != plan.register.column(match.field).title
    ]
    parts = [t("import.columns_used", count=len(used), key=key)]
    if unused:
        parts.append(t("import.columns_unused", names=between.join(unused)))
    if computed:
        parts.append(t("import.columns_computed", names=between.join(computed)))
    if renamed:
        more = len(renamed) - _MOST_NAMED
        names = between.join(renamed[:_MOST_NAMED])
        parts.append(t("import.columns_more", names=names, count=more) if more > 0 else names)
    return Text("\n".join(line for part in parts for line in folded_lines(part, width, 0)))


def row_text(plan: ImportPlan, row: RowPlan, accepted: bool | None, context: Context, width: int) -> Text:
    """One row of the preview: a tick (no room for one with None), where it stands, what it would do, then a line for
    each cell that matters."""
    tick = {True: "[x]", False: "[ ]", None: "   "}[accepted]
    place = "+".join(str(number) for number in row.numbers)
    action = t(f"import.action.{row.action}")  # family import.action.*
    text = Text(f"{tick} {t('import.row', number=place)} {row.key}  ")
    text.append(action, style="bold reverse" if row.action == "problem" else "bold")
    for detail in _details(plan, row, context, accepted is not None):
        for line in folded_lines(detail, width, _INDENT):
            text.append(f"\n{line}")
    return text


def one_line(heading: str) -> str:
    """A heading without the line breaks and spaces that only served its layout."""
    return " ".join(heading.split()).replace("\u3000", " ")


def _details(plan: ImportPlan, row: RowPlan, context: Context, takes: bool) -> Iterator[str]:
    for address, reason in row.problems:
        yield t("import.problem_line", cell=address, reason=reason)
    if takes and row.row_id is not None:
        for name, values in row.changes.items():
            column = plan.register.column(name)
            old, new = (show(column, value, context) or t("import.empty") for value in values)
            yield t("import.change_line", title=column.title, old=old, new=new)
    elif (takes or row.action == "new") and (facts := _facts(plan, row, context)):
        yield facts
    for address, note in row.notes:
        yield t("import.note_line", cell=address, note=note)


def _facts(plan: ImportPlan, row: RowPlan, context: Context) -> str:
    """What a new row says of itself in the columns that a printed table has, without what its key says already."""
    said = row.key.split()
    columns: list[Column] = [column for column in plan.register.columns if column.printed and column.editable]
    texts = (show(column, row.values.get(column.field), context) for column in columns or plan.register.columns)
    return "  ".join(text for text in texts if text and text not in said)
