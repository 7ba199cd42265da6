"""The preview of an import as text: what was understood, and each row's difference."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from data.words import t
from models.actions.importing import ImportPlan, RowPlan
from models.registers.column import Context
from models.registers.kinds import show


def summary(plan: ImportPlan, accepted: int) -> Text:
    """Two lines: where the rows come from, and what they would do."""
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
    return Text(f"{source}\n{counts}")


def columns_line(plan: ImportPlan) -> Text:
    """How the file's headings were matched: '真实姓名 > 姓名', and which were left out."""
    matched = [
        f"{match.heading} > {plan.register.column(match.field).title}"
        for match in plan.columns
        if match.field and match.heading != plan.register.column(match.field).title
    ]
    same = sum(1 for match in plan.columns if match.field) - len(matched)
    unused = [match.heading for match in plan.columns if not match.field and match.heading]
    parts = [t("import.columns_same", count=same)] if same else []
    if matched:
        parts.append("，".join(matched))
    if unused:
        parts.append(t("import.columns_unused", names="、".join(unused)))
    computed = [m.heading for m in plan.columns if m.field and not plan.register.column(m.field).editable]
    if computed:
        parts.append(t("import.columns_computed", names="、".join(computed)))
    return Text("； ".join(parts))


def row_text(plan: ImportPlan, row: RowPlan, accepted: bool, context: Context) -> Text:
    """One row of the preview: a tick, where it stands, what it would do, then a line for each cell that matters."""
    tick = "[x]" if accepted else "[ ]"
    if row.action in ("same", "problem"):
        tick = "   "
    place = "+".join(str(number) for number in row.numbers)
    action = t(f"import.action.{row.action}")  # family import.action.*
    text = Text(f"{tick} {t('import.row', number=place)} {row.key}  ")
    text.append(action, style="bold reverse" if row.action == "problem" else "bold")
    for line in _details(plan, row, context):
        text.append(f"\n      {line}")
    return text


def _details(plan: ImportPlan, row: RowPlan, context: Context) -> Iterator[str]:
    for address, reason in row.problems:
        yield t("import.problem_line", cell=address, reason=reason)
    if row.action == "change":
        for name, values in row.changes.items():
            column = plan.register.column(name)
            old, new = (show(column, value, context) or t("import.empty") for value in values)
            yield t("import.change_line", title=column.title, old=old, new=new)
    for address, note in row.notes:
        yield t("import.note_line", cell=address, note=note)
