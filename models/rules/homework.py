"""How much homework a day may bring, over all subjects.

教育部办公厅《关于加强义务教育学校作业管理的通知》(April 2021): no written homework in grades 1 and 2, at most 60
minutes on average in grades 3 to 6, 90 minutes in grades 7 to 9.
"""

from __future__ import annotations


def most_minutes(class_code: str) -> int | None:
    """The minutes that a class '3-2' may have in a day; None for what is no class."""
    grade = class_code.partition("-")[0]
    if not grade.isdecimal() or not 1 <= int(grade) <= 9:
        return None
    if int(grade) <= 2:
        return 0
    return 60 if int(grade) <= 6 else 90
