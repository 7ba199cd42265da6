"""The key table of the README, made from the command table: ``python -m tui.keytable`` writes it."""

from __future__ import annotations

import re
from pathlib import Path

from data.words import t
from screens.kit.keymap import table
from screens.kit.keys import shown

BEGIN, END = "<!-- keys: made by python -m tui.keytable -->", "<!-- end of keys -->"
README = Path(__file__).parent.parent / "README.md"
SCOPES = ("app", "home", "roster", "grid", "import", "needs", "dialog")


def key_table() -> str:
    """The commands that have keys as a Markdown table, the app's first, in the language in use."""
    lines = [f"| {t('app.table_keys')} | {t('app.table_command')} | {t('app.table_help')} |", "| --- | --- | --- |"]
    commands = [command for command in table().values() if command.keys]
    known = [scope for scope in SCOPES if any(command.scope == scope for command in commands)]
    others = sorted({command.scope for command in commands} - set(known))
    for scope in (*known, *others):
        for command in commands:
            if command.scope == scope:
                keys = " ".join(f"`{shown(key)}`" for key in command.keys)
                lines.append(f"| {keys} | {command.title} | {command.help} |")
    return "\n".join(lines)


def with_key_table(readme: str) -> str:
    """The README with a fresh table between its two marks."""
    return re.sub(
        f"{re.escape(BEGIN)}.*?{re.escape(END)}",
        lambda _: f"{BEGIN}\n{key_table()}\n{END}",
        readme,
        flags=re.DOTALL,
    )


if __name__ == "__main__":
    README.write_text(with_key_table(README.read_text("utf-8")), "utf-8")
