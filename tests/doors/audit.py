"""What `pip-audit` says of the pinned versions, in sentences: what has a known hole, and what nobody could ask about.

pip-audit by itself passes where it was told nothing about anything, and ends in a traceback where there is no network.
``python -m tests.doors.audit PIP_AUDIT`` is what `make audit` runs.
"""

from __future__ import annotations

import json
import subprocess
import sys

CLEAN, HOLES, NOT_ASKED = 0, 1, 2


def judged(answer: str) -> tuple[int, list[str]]:
    """The exit status and the sentences for pip-audit's JSON; an answer that is none means that nobody was reached."""
    try:
        found = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        found = []
    asked = [one for one in found if "skip_reason" not in one]
    unknown = [one["name"] for one in found if "skip_reason" in one]
    if not asked:
        return NOT_ASKED, [
            "The public list of known holes cannot be reached from here, so nothing was audited: "
            "run `make audit` again where there is a network."
        ]
    told = [
        f"{one['name']} {one['version']} has a known hole: {hole['id']}"
        + (f", mended in {', '.join(hole['fix_versions'])}" if hole.get("fix_versions") else "")
        for one in asked
        for hole in one["vulns"]
    ]
    status = HOLES if told else NOT_ASKED if unknown else CLEAN
    if unknown:
        told.append(f"The list knows nothing about {', '.join(unknown)}.")
    return status, [*told, f"{len(asked)} of {len(found)} pinned versions were looked up."]


def main(program: str) -> int:
    command = [program, "--requirement", "constraints.txt", "--no-deps", "--disable-pip", "--format", "json"]
    done = subprocess.run([*command, "--progress-spinner", "off"], capture_output=True, text=True)
    status, told = judged(done.stdout)
    print("\n".join(told))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
