"""Where each register's records are kept; and the one list of the registers that there are."""

from __future__ import annotations

REGISTERS = (
    *("roster", "honours", "groups", "experts", "activities", "attendance"),
    *("lessons", "observations"),
    "reflections",
    *("terms", "calendar", "bells", "timetable", "absences"),
    *("form_templates", "form_items"),
    *("pairing", "pairing_profiles", "pairing_wishes", "pairing_duties", "pairing_log", "pairing_evaluations"),
    *("contests", "contest_entries", "contest_scores", "projects", "project_members", "publications"),
    *("improvement_plans", "materials"),
    *("homework", "school_rules", "rule_readings", "fund"),
    *("obligations", "exemptions"),
    *("credit_rules", "candidates", "credit_appeals"),
    "codes",
)
"""Every register's id, in the order in which people choose among them."""
