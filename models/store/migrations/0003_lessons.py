"""The timetable, open lessons, observations, evaluation forms and the ladder.

Frozen text: what the models say later cannot change this step.
"""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE "calendar_day" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "on_day" TEXT NOT NULL CHECK (length("on_day") IN (0, 10)),
      "kind" TEXT NOT NULL CHECK ("kind" IN ('holiday', 'makeup', 'exam', 'closed')),
      "acts_as" INTEGER NOT NULL CHECK ("acts_as" BETWEEN 0 AND 7),
      "note" TEXT NOT NULL CHECK (length("note") BETWEEN 0 AND 60)
    ) STRICT
    """,
    'CREATE INDEX "calendar_day_on_day" ON "calendar_day" ("on_day")',
    """
    CREATE TABLE "bell_time" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "weekday" INTEGER NOT NULL CHECK ("weekday" BETWEEN 0 AND 7),
      "first_grade" INTEGER NOT NULL CHECK ("first_grade" BETWEEN 1 AND 9),
      "last_grade" INTEGER NOT NULL CHECK ("last_grade" BETWEEN 1 AND 9),
      "period" INTEGER NOT NULL CHECK ("period" BETWEEN 0 AND 12),
      "starts_at" TEXT NOT NULL CHECK (length("starts_at") BETWEEN 0 AND 5),
      "ends_at" TEXT NOT NULL CHECK (length("ends_at") BETWEEN 0 AND 5)
    ) STRICT
    """,
    """
    CREATE TABLE "teaching_slot" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "class_group_id" INTEGER,
      "weekday" INTEGER NOT NULL CHECK ("weekday" BETWEEN 0 AND 7),
      "period" INTEGER NOT NULL CHECK ("period" BETWEEN 0 AND 12),
      "subject" TEXT NOT NULL CHECK (length("subject") BETWEEN 0 AND 40),
      "teacher_id" INTEGER,
      "room" TEXT NOT NULL CHECK (length("room") BETWEEN 0 AND 40),
      "seats" INTEGER NOT NULL CHECK ("seats" BETWEEN 0 AND 500),
      "weeks" TEXT NOT NULL CHECK ("weeks" IN ('all', 'odd', 'even')),
      "starts_on" TEXT NOT NULL CHECK (length("starts_on") IN (0, 10)),
      "ends_on" TEXT NOT NULL CHECK (length("ends_on") IN (0, 10)),
      FOREIGN KEY ("class_group_id") REFERENCES "class_group" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("teacher_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "teaching_slot_weekday_period_class_group_id"'
    ' ON "teaching_slot" ("weekday", "period", "class_group_id")',
    'CREATE INDEX "teaching_slot_teacher_id_weekday_period" ON "teaching_slot" ("teacher_id", "weekday", "period")',
    'CREATE INDEX "teaching_slot_class_group_id" ON "teaching_slot" ("class_group_id")',
    """
    CREATE TABLE "open_lesson" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "held_on" TEXT NOT NULL CHECK (length("held_on") IN (0, 10)),
      "period" INTEGER NOT NULL CHECK ("period" BETWEEN 0 AND 12),
      "teacher_id" INTEGER,
      "guest" TEXT NOT NULL CHECK (length("guest") BETWEEN 0 AND 60),
      "class_group_id" INTEGER,
      "subject" TEXT NOT NULL CHECK (length("subject") BETWEEN 0 AND 40),
      "kind" TEXT NOT NULL CHECK (length("kind") BETWEEN 0 AND 40),
      "topic" TEXT NOT NULL CHECK (length("topic") BETWEEN 0 AND 120),
      "room" TEXT NOT NULL CHECK (length("room") BETWEEN 0 AND 40),
      "seats" INTEGER NOT NULL CHECK ("seats" BETWEEN 0 AND 500),
      "uses_touch_panel" INTEGER NOT NULL CHECK ("uses_touch_panel" IN (FALSE, TRUE)),
      "status" TEXT NOT NULL CHECK ("status" IN ('planned', 'held', 'cancelled')),
      "reason" TEXT NOT NULL CHECK (length("reason") BETWEEN 0 AND 200),
      "reply" TEXT NOT NULL CHECK (length("reply") BETWEEN 0 AND 4000),
      "remark" TEXT NOT NULL CHECK (length("remark") BETWEEN 0 AND 400),
      FOREIGN KEY ("teacher_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("class_group_id") REFERENCES "class_group" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "open_lesson_teacher_id" ON "open_lesson" ("teacher_id")',
    'CREATE INDEX "open_lesson_class_group_id" ON "open_lesson" ("class_group_id")',
    'CREATE INDEX "open_lesson_held_on_period" ON "open_lesson" ("held_on", "period")',
    'CREATE INDEX "open_lesson_kind_held_on" ON "open_lesson" ("kind", "held_on")',
    """
    CREATE TABLE "observation" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "lesson_id" INTEGER,
      "observer_id" INTEGER,
      "expert_id" INTEGER,
      "status" TEXT NOT NULL CHECK ("status" IN ('planned', 'came', 'absent', 'excused', 'void')),
      "pinned" INTEGER NOT NULL CHECK ("pinned" IN (FALSE, TRUE)),
      "covered_by_id" INTEGER,
      "minutes" INTEGER NOT NULL CHECK ("minutes" BETWEEN 0 AND 600),
      "recorded_on" TEXT NOT NULL CHECK (length("recorded_on") IN (0, 10)),
      "reason" TEXT NOT NULL CHECK (length("reason") BETWEEN 0 AND 200),
      "remark" TEXT NOT NULL CHECK (length("remark") BETWEEN 0 AND 400),
      FOREIGN KEY ("lesson_id") REFERENCES "open_lesson" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("observer_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("expert_id") REFERENCES "expert" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("covered_by_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "observation_observer_id" ON "observation" ("observer_id")',
    'CREATE INDEX "observation_expert_id" ON "observation" ("expert_id")',
    'CREATE INDEX "observation_covered_by_id" ON "observation" ("covered_by_id")',
    'CREATE UNIQUE INDEX "observation_lesson_id_observer_id" ON "observation" ("lesson_id", "observer_id")',
    'CREATE UNIQUE INDEX "observation_lesson_id_expert_id" ON "observation" ("lesson_id", "expert_id")',
    """
    CREATE TABLE "form_template" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "code" TEXT NOT NULL CHECK (length("code") BETWEEN 1 AND 40),
      "edition" INTEGER NOT NULL CHECK ("edition" BETWEEN 1 AND 9999),
      "title_zh" TEXT NOT NULL CHECK (length("title_zh") BETWEEN 0 AND 60),
      "title_en" TEXT NOT NULL CHECK (length("title_en") BETWEEN 0 AND 120),
      "subject" TEXT NOT NULL CHECK (length("subject") BETWEEN 0 AND 40),
      "lesson_kind" TEXT NOT NULL CHECK (length("lesson_kind") BETWEEN 0 AND 40),
      "bands" TEXT NOT NULL CHECK (length("bands") BETWEEN 0 AND 60),
      "required" TEXT NOT NULL CHECK (length("required") BETWEEN 0 AND 100),
      "bonus_x10" INTEGER NOT NULL CHECK ("bonus_x10" BETWEEN 0 AND 1000),
      "is_current" INTEGER NOT NULL CHECK ("is_current" IN (FALSE, TRUE))
    ) STRICT
    """,
    'CREATE UNIQUE INDEX "form_template_code_edition" ON "form_template" ("code", "edition")',
    """
    CREATE TABLE "form_item" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "template_id" INTEGER NOT NULL,
      "seq" INTEGER NOT NULL CHECK ("seq" BETWEEN 1 AND 999),
      "section" TEXT NOT NULL CHECK (length("section") BETWEEN 0 AND 40),
      "item" TEXT NOT NULL CHECK (length("item") BETWEEN 0 AND 120),
      "max_x10" INTEGER NOT NULL CHECK ("max_x10" BETWEEN 10 AND 1000),
      "timed" TEXT NOT NULL CHECK (length("timed") BETWEEN 0 AND 20),
      "limits" TEXT NOT NULL CHECK (length("limits") BETWEEN 0 AND 200),
      FOREIGN KEY ("template_id") REFERENCES "form_template" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE UNIQUE INDEX "form_item_template_id_seq" ON "form_item" ("template_id", "seq")',
    """
    CREATE TABLE "evaluation_form" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "observation_id" INTEGER NOT NULL,
      "template_id" INTEGER,
      "status" TEXT NOT NULL CHECK ("status" IN ('draft', 'handed_in', 'void')),
      "handed_in_on" TEXT NOT NULL CHECK (length("handed_in_on") IN (0, 10)),
      "strengths" TEXT NOT NULL CHECK (length("strengths") BETWEEN 0 AND 2000),
      "problems" TEXT NOT NULL CHECK (length("problems") BETWEEN 0 AND 2000),
      "suggestions" TEXT NOT NULL CHECK (length("suggestions") BETWEEN 0 AND 2000),
      "bonus_x10" INTEGER NOT NULL CHECK ("bonus_x10" BETWEEN 0 AND 1000),
      "total_x10" INTEGER NOT NULL CHECK ("total_x10" BETWEEN -1 AND 20000),
      "reason" TEXT NOT NULL CHECK (length("reason") BETWEEN 0 AND 200),
      FOREIGN KEY ("observation_id") REFERENCES "observation" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("template_id") REFERENCES "form_template" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE UNIQUE INDEX "evaluation_form_observation_id" ON "evaluation_form" ("observation_id")',
    'CREATE INDEX "evaluation_form_template_id" ON "evaluation_form" ("template_id")',
    """
    CREATE TABLE "form_score" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "form_id" INTEGER NOT NULL,
      "item_id" INTEGER NOT NULL,
      "points_x10" INTEGER NOT NULL CHECK ("points_x10" BETWEEN 0 AND 1000),
      "not_applicable" INTEGER NOT NULL CHECK ("not_applicable" IN (FALSE, TRUE)),
      FOREIGN KEY ("form_id") REFERENCES "evaluation_form" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("item_id") REFERENCES "form_item" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "form_score_item_id" ON "form_score" ("item_id")',
    'CREATE UNIQUE INDEX "form_score_form_id_item_id" ON "form_score" ("form_id", "item_id")',
    """
    CREATE TABLE "lesson_moment" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "observation_id" INTEGER NOT NULL,
      "at_second" INTEGER NOT NULL CHECK ("at_second" BETWEEN 0 AND 36000),
      "work" TEXT NOT NULL CHECK ("work" IN ('start', 'self_study', 'talk', 'practice', 'question', 'patrol', 'end')),
      "noted_at" TEXT NOT NULL CHECK (length("noted_at") BETWEEN 0 AND 40),
      FOREIGN KEY ("observation_id") REFERENCES "observation" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE UNIQUE INDEX "lesson_moment_observation_id_at_second" ON "lesson_moment" ("observation_id", "at_second")',
    """
    CREATE TABLE "nomination" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "lesson_id" INTEGER,
      "after_id" INTEGER,
      "stage" TEXT NOT NULL CHECK ("stage" IN ('group', 'school', 'county')),
      "outcome" TEXT NOT NULL CHECK ("outcome" IN ('pending', 'advanced', 'not_advanced', 'withdrawn')),
      "decided_on" TEXT NOT NULL CHECK (length("decided_on") IN (0, 10)),
      "present" INTEGER NOT NULL CHECK ("present" BETWEEN 0 AND 1000),
      "entitled" INTEGER NOT NULL CHECK ("entitled" BETWEEN 0 AND 1000),
      "votes" INTEGER NOT NULL CHECK ("votes" BETWEEN 0 AND 1000),
      "award" TEXT NOT NULL CHECK (length("award") BETWEEN 0 AND 60),
      "reason" TEXT NOT NULL CHECK (length("reason") BETWEEN 0 AND 400),
      FOREIGN KEY ("lesson_id") REFERENCES "open_lesson" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("after_id") REFERENCES "nomination" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "nomination_after_id" ON "nomination" ("after_id")',
    'CREATE UNIQUE INDEX "nomination_lesson_id_stage" ON "nomination" ("lesson_id", "stage")',
    """
    CREATE TABLE "vote" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "nomination_id" INTEGER NOT NULL,
      "voter_id" INTEGER NOT NULL,
      "in_favour" INTEGER NOT NULL CHECK ("in_favour" IN (FALSE, TRUE)),
      FOREIGN KEY ("nomination_id") REFERENCES "nomination" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("voter_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "vote_voter_id" ON "vote" ("voter_id")',
    'CREATE UNIQUE INDEX "vote_nomination_id_voter_id" ON "vote" ("nomination_id", "voter_id")',
    """
    CREATE TABLE "absence" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "teacher_id" INTEGER,
      "first_day" TEXT NOT NULL CHECK (length("first_day") IN (0, 10)),
      "last_day" TEXT NOT NULL CHECK (length("last_day") IN (0, 10)),
      "reason" TEXT NOT NULL CHECK (length("reason") BETWEEN 0 AND 100),
      FOREIGN KEY ("teacher_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "absence_teacher_id" ON "absence" ("teacher_id")',
    'DROP INDEX "teacher_sort_no_status"',
    'CREATE INDEX "teacher_sort_no_id_status" ON "teacher" ("sort_no", "id", "status")',
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
