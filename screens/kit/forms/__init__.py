"""Evaluation forms on the screen: a lesson's sheet, one form, the lesson's course, results, filing of paper forms."""
