"""What a person chose in the app and finds again the next time: the language and the look."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Preferences:
    """Kept in one small file; a file that cannot be read or written costs the preferences and nothing else."""

    file: Path

    def get(self, name: str) -> str:
        """What was chosen for 'lang' or 'theme'; '' for nothing."""
        return self._all().get(name, "")

    def keep(self, name: str, value: str) -> None:
        """Remember ``value``, a word without quotation marks."""
        chosen = {**self._all(), name: value}
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.write_text("".join(f'{key} = "{word}"\n' for key, word in sorted(chosen.items())), "utf-8")
        except OSError:
            return

    def _all(self) -> dict[str, str]:
        try:
            parsed = tomllib.loads(self.file.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):  # no text, no TOML, too long a number; nested too deep
            return {}
        return {name: word for name, word in parsed.items() if isinstance(word, str)}


def own_preferences() -> Preferences:
    """Those of whoever runs the program."""
    from platformdirs import user_config_path

    return Preferences(user_config_path("yanxiu") / "settings.toml")
