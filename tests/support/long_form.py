"""The fault suites have a short form, in every run, and a long one, by `make faults`, which sets FAULTS=long."""

from __future__ import annotations

import os

LONG = os.environ.get("FAULTS") == "long"
