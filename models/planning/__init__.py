"""The planner of observations: how often who sees whom, then when; with a proven bound, changes kept few, and reasons.

Pure functions over the plain values of `data.planning`; the same input and seed give the same plan.
"""
