"""The matcher of mentor pairs: the best there is by the school's own numbers, proven, with its reasons.

Pure functions over the people of `models.rules.mentoring_circle`; the same input gives the same pairs.
"""
