"""The mentor pairs, the reflections with their files, and the records of activities.

Frozen text: what the models say later cannot change this step.
"""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE "activity_record" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "activity_id" INTEGER NOT NULL,
      "group_id" INTEGER,
      "lead_id" INTEGER,
      "minutes" INTEGER NOT NULL CHECK ("minutes" BETWEEN 0 AND 10000),
      "record" TEXT NOT NULL CHECK (length("record") BETWEEN 0 AND 8000),
      FOREIGN KEY ("activity_id") REFERENCES "activity" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("group_id") REFERENCES "staff_group" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("lead_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE UNIQUE INDEX "activity_record_activity_id" ON "activity_record" ("activity_id")',
    'CREATE INDEX "activity_record_group_id" ON "activity_record" ("group_id")',
    'CREATE INDEX "activity_record_lead_id" ON "activity_record" ("lead_id")',
    """
    CREATE TABLE "pairing" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "mentor_id" INTEGER,
      "mentee_id" INTEGER,
      "topic" TEXT NOT NULL CHECK ("topic" IN ('subject', 'homeroom')),
      "kind" TEXT NOT NULL CHECK ("kind" IN ('entry', 'cooperation', 'advance')),
      "subject" TEXT NOT NULL CHECK (length("subject") BETWEEN 0 AND 40),
      "starts_on" TEXT NOT NULL CHECK (length("starts_on") IN (0, 10)),
      "ends_on" TEXT NOT NULL CHECK (length("ends_on") IN (0, 10)),
      "ended_on" TEXT NOT NULL CHECK (length("ended_on") IN (0, 10)),
      "end_reason" TEXT NOT NULL CHECK (length("end_reason") BETWEEN 0 AND 200),
      "approved_by" TEXT NOT NULL CHECK (length("approved_by") BETWEEN 0 AND 60),
      "after_id" INTEGER,
      "goal" TEXT NOT NULL CHECK (length("goal") BETWEEN 0 AND 400),
      "remark" TEXT NOT NULL CHECK (length("remark") BETWEEN 0 AND 400),
      FOREIGN KEY ("mentor_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("mentee_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("after_id") REFERENCES "pairing" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "pairing_mentee_id" ON "pairing" ("mentee_id")',
    'CREATE INDEX "pairing_after_id" ON "pairing" ("after_id")',
    'CREATE INDEX "pairing_mentor_id_mentee_id_starts_on" ON "pairing" ("mentor_id", "mentee_id", "starts_on")',
    """
    CREATE TABLE "pairing_profile" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "teacher_id" INTEGER,
      "capacity" INTEGER NOT NULL CHECK ("capacity" BETWEEN 0 AND 9),
      "may_mentor" TEXT NOT NULL CHECK ("may_mentor" IN ('', 'yes', 'no')),
      "wants_mentor" TEXT NOT NULL CHECK ("wants_mentor" IN ('', 'yes', 'no')),
      "new_subject" INTEGER NOT NULL CHECK ("new_subject" IN (FALSE, TRUE)),
      "reason" TEXT NOT NULL CHECK (length("reason") BETWEEN 0 AND 200),
      FOREIGN KEY ("teacher_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE UNIQUE INDEX "pairing_profile_teacher_id" ON "pairing_profile" ("teacher_id")',
    """
    CREATE TABLE "pairing_wish" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "mentor_id" INTEGER,
      "mentee_id" INTEGER,
      "side" TEXT NOT NULL CHECK ("side" IN ('mentor', 'mentee', 'office')),
      "wish" TEXT NOT NULL CHECK ("wish" IN ('wanted', 'pinned', 'forbidden')),
      "rank" INTEGER NOT NULL CHECK ("rank" BETWEEN 0 AND 9),
      "reason" TEXT NOT NULL CHECK (length("reason") BETWEEN 0 AND 200),
      FOREIGN KEY ("mentor_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("mentee_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "pairing_wish_mentee_id" ON "pairing_wish" ("mentee_id")',
    'CREATE UNIQUE INDEX "pairing_wish_mentor_id_mentee_id_side" ON "pairing_wish" ("mentor_id", "mentee_id", "side")',
    """
    CREATE TABLE "pairing_duty" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "pairing_id" INTEGER,
      "duty" TEXT NOT NULL CHECK (length("duty") BETWEEN 0 AND 40),
      "number" INTEGER NOT NULL CHECK ("number" BETWEEN 0 AND 999),
      "per" TEXT NOT NULL CHECK ("per" IN ('month', 'term', 'year')),
      FOREIGN KEY ("pairing_id") REFERENCES "pairing" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE UNIQUE INDEX "pairing_duty_pairing_id_duty" ON "pairing_duty" ("pairing_id", "duty")',
    """
    CREATE TABLE "pairing_log" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "pairing_id" INTEGER,
      "done_on" TEXT NOT NULL CHECK (length("done_on") IN (0, 10)),
      "duty" TEXT NOT NULL CHECK (length("duty") BETWEEN 0 AND 40),
      "number" INTEGER NOT NULL CHECK ("number" BETWEEN 0 AND 99),
      "words" TEXT NOT NULL CHECK (length("words") BETWEEN 0 AND 2000),
      "lesson_id" INTEGER,
      "recorded_by_id" INTEGER,
      FOREIGN KEY ("pairing_id") REFERENCES "pairing" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("lesson_id") REFERENCES "open_lesson" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("recorded_by_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "pairing_log_lesson_id" ON "pairing_log" ("lesson_id")',
    'CREATE INDEX "pairing_log_recorded_by_id" ON "pairing_log" ("recorded_by_id")',
    'CREATE INDEX "pairing_log_pairing_id_done_on" ON "pairing_log" ("pairing_id", "done_on")',
    """
    CREATE TABLE "pairing_evaluation" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "pairing_id" INTEGER,
      "judged_on" TEXT NOT NULL CHECK (length("judged_on") IN (0, 10)),
      "completion_x10" INTEGER NOT NULL CHECK ("completion_x10" BETWEEN -1 AND 1000),
      "change_x10" INTEGER NOT NULL CHECK ("change_x10" BETWEEN -1 AND 1000),
      "panel_x10" INTEGER NOT NULL CHECK ("panel_x10" BETWEEN -1 AND 1000),
      "total_x10" INTEGER NOT NULL CHECK ("total_x10" BETWEEN -1 AND 1000),
      "level" TEXT NOT NULL CHECK (length("level") BETWEEN 0 AND 40),
      "words" TEXT NOT NULL CHECK (length("words") BETWEEN 0 AND 2000),
      FOREIGN KEY ("pairing_id") REFERENCES "pairing" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "pairing_evaluation_pairing_id_judged_on" ON "pairing_evaluation" ("pairing_id", "judged_on")',
    """
    CREATE TABLE "stored_file" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "sha256" TEXT NOT NULL CHECK (length("sha256") BETWEEN 64 AND 64),
      "size" INTEGER NOT NULL CHECK (size >= 0),
      "suffix" TEXT NOT NULL CHECK (length("suffix") BETWEEN 0 AND 10),
      "content" BLOB NOT NULL
    ) STRICT
    """,
    'CREATE UNIQUE INDEX "stored_file_sha256" ON "stored_file" ("sha256")',
    """
    CREATE TABLE "reflection" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "teacher_id" INTEGER,
      "kind" TEXT NOT NULL CHECK ("kind" IN ('', 'insight', 'after_lesson', 'exchange', 'case', 'term')),
      "month" TEXT NOT NULL CHECK (length("month") BETWEEN 0 AND 7),
      "week" INTEGER NOT NULL CHECK ("week" BETWEEN 0 AND 60),
      "lesson_id" INTEGER,
      "activity_id" INTEGER,
      "title" TEXT NOT NULL CHECK (length("title") BETWEEN 0 AND 120),
      "state" TEXT NOT NULL CHECK ("state" IN ('waiting', 'draft', 'handed_in', 'returned', 'again', 'read', 'filed')),
      "grade" TEXT NOT NULL CHECK ("grade" IN ('', 'excellent', 'a', 'b', 'c')),
      "received_at" TEXT NOT NULL CHECK (length("received_at") BETWEEN 0 AND 40),
      "handed_in_at" TEXT NOT NULL CHECK (length("handed_in_at") BETWEEN 0 AND 40),
      "handed_in_on" TEXT NOT NULL CHECK (length("handed_in_on") BETWEEN 0 AND 10),
      "characters" INTEGER NOT NULL CHECK ("characters" BETWEEN 0 AND 1000000),
      "file_id" INTEGER,
      "file_name" TEXT NOT NULL CHECK (length("file_name") BETWEEN 0 AND 200),
      "came_by" TEXT NOT NULL CHECK ("came_by" IN ('app', 'folder', 'dropbox', 'paste', 'paper')),
      "sender" TEXT NOT NULL CHECK (length("sender") BETWEEN 0 AND 60),
      "problem" TEXT NOT NULL CHECK (length("problem") BETWEEN 0 AND 300),
      "answer" TEXT NOT NULL CHECK (length("answer") BETWEEN 0 AND 2000),
      "is_flagged" INTEGER NOT NULL CHECK ("is_flagged" IN (FALSE, TRUE)),
      "consent" TEXT NOT NULL CHECK ("consent" IN ('', 'asked', 'given', 'refused')),
      "is_shared" INTEGER NOT NULL CHECK ("is_shared" IN (FALSE, TRUE)),
      FOREIGN KEY ("teacher_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("lesson_id") REFERENCES "open_lesson" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("activity_id") REFERENCES "activity" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("file_id") REFERENCES "stored_file" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "reflection_lesson_id" ON "reflection" ("lesson_id")',
    'CREATE INDEX "reflection_activity_id" ON "reflection" ("activity_id")',
    'CREATE INDEX "reflection_file_id" ON "reflection" ("file_id")',
    'CREATE INDEX "reflection_teacher_id_month_kind" ON "reflection" ("teacher_id", "month", "kind")',
    'CREATE INDEX "reflection_state_received_at_id" ON "reflection" ("state", "received_at", "id")',
    'CREATE INDEX "reflection_month_kind_state" ON "reflection" ("month", "kind", "state")',
    """
    CREATE TABLE "reflection_text" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "reflection_id" INTEGER NOT NULL,
      "body" TEXT NOT NULL CHECK (length("body") BETWEEN 0 AND 200000),
      FOREIGN KEY ("reflection_id") REFERENCES "reflection" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE UNIQUE INDEX "reflection_text_reflection_id" ON "reflection_text" ("reflection_id")',
    """
    CREATE TABLE "reflection_step" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "reflection_id" INTEGER NOT NULL,
      "state" TEXT NOT NULL CHECK ("state" IN ('waiting', 'draft', 'handed_in', 'returned', 'again', 'read', 'filed')),
      "at" TEXT NOT NULL CHECK (length("at") BETWEEN 0 AND 40),
      "who" TEXT NOT NULL CHECK (length("who") BETWEEN 0 AND 60),
      "words" TEXT NOT NULL CHECK (length("words") BETWEEN 0 AND 2000),
      FOREIGN KEY ("reflection_id") REFERENCES "reflection" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "reflection_step_reflection_id_id" ON "reflection_step" ("reflection_id", "id")',
    """
    CREATE TABLE "reflection_tag" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "reflection_id" INTEGER NOT NULL,
      "tag" TEXT NOT NULL CHECK (length("tag") BETWEEN 1 AND 40),
      FOREIGN KEY ("reflection_id") REFERENCES "reflection" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE UNIQUE INDEX "reflection_tag_reflection_id_tag" ON "reflection_tag" ("reflection_id", "tag")',
    'CREATE INDEX "reflection_tag_tag" ON "reflection_tag" ("tag")',
    """
    CREATE TABLE "obligation" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "code" TEXT NOT NULL CHECK (length("code") BETWEEN 0 AND 20),
      "title" TEXT NOT NULL CHECK (length("title") BETWEEN 0 AND 60),
      "measure" TEXT NOT NULL CHECK (length("measure") BETWEEN 0 AND 40),
      "per" TEXT NOT NULL CHECK ("per" IN ('each', 'week', 'month', 'term', 'year')),
      "number" INTEGER NOT NULL CHECK ("number" BETWEEN 0 AND 100000),
      "unit" TEXT NOT NULL CHECK ("unit" IN ('count', 'percent')),
      "binds" TEXT NOT NULL CHECK ("binds" IN ('all', 'group', 'role', 'younger', 'older', 'mentor', 'mentee')),
      "bound" TEXT NOT NULL CHECK (length("bound") BETWEEN 0 AND 60),
      "warn_days" INTEGER NOT NULL CHECK ("warn_days" BETWEEN 0 AND 365),
      "weight" INTEGER NOT NULL CHECK ("weight" BETWEEN 0 AND 1000),
      "clause" TEXT NOT NULL CHECK (length("clause") BETWEEN 0 AND 20),
      "is_active" INTEGER NOT NULL CHECK ("is_active" IN (FALSE, TRUE)),
      "note" TEXT NOT NULL CHECK (length("note") BETWEEN 0 AND 400),
      "sort_no" INTEGER NOT NULL CHECK ("sort_no" BETWEEN 0 AND 1000000)
    ) STRICT
    """,
    """
    CREATE TABLE "exemption" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "obligation_id" INTEGER,
      "teacher_id" INTEGER,
      "first_day" TEXT NOT NULL CHECK (length("first_day") IN (0, 10)),
      "last_day" TEXT NOT NULL CHECK (length("last_day") IN (0, 10)),
      "reason" TEXT NOT NULL CHECK (length("reason") BETWEEN 0 AND 100),
      FOREIGN KEY ("obligation_id") REFERENCES "obligation" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("teacher_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "exemption_obligation_id" ON "exemption" ("obligation_id")',
    'CREATE INDEX "exemption_teacher_id" ON "exemption" ("teacher_id")',
    """
    CREATE TABLE "reminder" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "obligation_id" INTEGER,
      "teacher_id" INTEGER,
      "group_name" TEXT NOT NULL CHECK (length("group_name") BETWEEN 0 AND 40),
      "window" TEXT NOT NULL CHECK (length("window") BETWEEN 0 AND 24),
      "behind" INTEGER NOT NULL CHECK ("behind" BETWEEN 0 AND 100000),
      "sent_on" TEXT NOT NULL CHECK (length("sent_on") IN (0, 10)),
      FOREIGN KEY ("obligation_id") REFERENCES "obligation" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("teacher_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "reminder_teacher_id" ON "reminder" ("teacher_id")',
    'CREATE INDEX "reminder_obligation_id_window_teacher_id_group_name"'
    ' ON "reminder" ("obligation_id", "window", "teacher_id", "group_name")',
    """
    CREATE TABLE "contest" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "title" TEXT NOT NULL CHECK (length("title") BETWEEN 0 AND 120),
      "kind" TEXT NOT NULL CHECK (length("kind") BETWEEN 0 AND 40),
      "level" TEXT NOT NULL CHECK (length("level") BETWEEN 0 AND 40),
      "held_on" TEXT NOT NULL CHECK (length("held_on") IN (0, 10)),
      "organiser" TEXT NOT NULL CHECK (length("organiser") BETWEEN 0 AND 80),
      "remark" TEXT NOT NULL CHECK (length("remark") BETWEEN 0 AND 400)
    ) STRICT
    """,
    """
    CREATE TABLE "contest_entry" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "contest_id" INTEGER,
      "teacher_id" INTEGER,
      "work" TEXT NOT NULL CHECK (length("work") BETWEEN 0 AND 120),
      "score_x10" INTEGER NOT NULL CHECK ("score_x10" BETWEEN -1 AND 20000),
      "award" TEXT NOT NULL CHECK (length("award") BETWEEN 0 AND 40),
      "is_recommended" INTEGER NOT NULL CHECK ("is_recommended" IN (FALSE, TRUE)),
      "remark" TEXT NOT NULL CHECK (length("remark") BETWEEN 0 AND 400),
      FOREIGN KEY ("contest_id") REFERENCES "contest" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("teacher_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "contest_entry_teacher_id" ON "contest_entry" ("teacher_id")',
    'CREATE INDEX "contest_entry_contest_id_teacher_id" ON "contest_entry" ("contest_id", "teacher_id")',
    """
    CREATE TABLE "project" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "title" TEXT NOT NULL CHECK (length("title") BETWEEN 0 AND 120),
      "number" TEXT NOT NULL CHECK (length("number") BETWEEN 0 AND 40),
      "level" TEXT NOT NULL CHECK (length("level") BETWEEN 0 AND 40),
      "stage" TEXT NOT NULL CHECK (length("stage") BETWEEN 0 AND 40),
      "leader_id" INTEGER,
      "starts_on" TEXT NOT NULL CHECK (length("starts_on") IN (0, 7, 10)),
      "ends_on" TEXT NOT NULL CHECK (length("ends_on") IN (0, 7, 10)),
      "remark" TEXT NOT NULL CHECK (length("remark") BETWEEN 0 AND 400),
      FOREIGN KEY ("leader_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "project_leader_id" ON "project" ("leader_id")',
    """
    CREATE TABLE "project_member" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "project_id" INTEGER,
      "teacher_id" INTEGER,
      "task" TEXT NOT NULL CHECK (length("task") BETWEEN 0 AND 100),
      FOREIGN KEY ("project_id") REFERENCES "project" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("teacher_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "project_member_teacher_id" ON "project_member" ("teacher_id")',
    'CREATE INDEX "project_member_project_id_teacher_id" ON "project_member" ("project_id", "teacher_id")',
    """
    CREATE TABLE "publication" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "teacher_id" INTEGER,
      "title" TEXT NOT NULL CHECK (length("title") BETWEEN 0 AND 120),
      "kind" TEXT NOT NULL CHECK (length("kind") BETWEEN 0 AND 40),
      "level" TEXT NOT NULL CHECK (length("level") BETWEEN 0 AND 40),
      "outlet" TEXT NOT NULL CHECK (length("outlet") BETWEEN 0 AND 80),
      "on_date" TEXT NOT NULL CHECK (length("on_date") IN (0, 7, 10)),
      "award" TEXT NOT NULL CHECK (length("award") BETWEEN 0 AND 40),
      "remark" TEXT NOT NULL CHECK (length("remark") BETWEEN 0 AND 400),
      FOREIGN KEY ("teacher_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "publication_teacher_id" ON "publication" ("teacher_id")',
    """
    CREATE TABLE "homework_check" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "on_day" TEXT NOT NULL CHECK (length("on_day") IN (0, 10)),
      "class_group_id" INTEGER,
      "subject" TEXT NOT NULL CHECK (length("subject") BETWEEN 0 AND 40),
      "minutes" INTEGER NOT NULL CHECK ("minutes" BETWEEN -1 AND 600),
      "levels" TEXT NOT NULL CHECK (length("levels") BETWEEN 0 AND 40),
      "remark" TEXT NOT NULL CHECK (length("remark") BETWEEN 0 AND 200),
      FOREIGN KEY ("class_group_id") REFERENCES "class_group" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "homework_check_class_group_id" ON "homework_check" ("class_group_id")',
    'CREATE INDEX "homework_check_on_day_class_group_id" ON "homework_check" ("on_day", "class_group_id")',
    """
    CREATE TABLE "school_rule" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "name" TEXT NOT NULL CHECK (length("name") BETWEEN 0 AND 60),
      "edition" INTEGER NOT NULL CHECK ("edition" BETWEEN 0 AND 999),
      "from_on" TEXT NOT NULL CHECK (length("from_on") IN (0, 10)),
      "body" TEXT NOT NULL CHECK (length("body") BETWEEN 0 AND 20000),
      "remark" TEXT NOT NULL CHECK (length("remark") BETWEEN 0 AND 400)
    ) STRICT
    """,
    'CREATE INDEX "school_rule_name_edition" ON "school_rule" ("name", "edition")',
    """
    CREATE TABLE "rule_reading" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "rule_id" INTEGER,
      "teacher_id" INTEGER,
      "read_on" TEXT NOT NULL CHECK (length("read_on") IN (0, 10)),
      FOREIGN KEY ("rule_id") REFERENCES "school_rule" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("teacher_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "rule_reading_teacher_id" ON "rule_reading" ("teacher_id")',
    'CREATE INDEX "rule_reading_rule_id_teacher_id" ON "rule_reading" ("rule_id", "teacher_id")',
    """
    CREATE TABLE "fund_entry" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "on_day" TEXT NOT NULL CHECK (length("on_day") IN (0, 10)),
      "kind" TEXT NOT NULL CHECK (length("kind") BETWEEN 0 AND 40),
      "yuan" INTEGER NOT NULL CHECK ("yuan" BETWEEN 0 AND 100000000),
      "teacher_id" INTEGER,
      "reason" TEXT NOT NULL CHECK (length("reason") BETWEEN 0 AND 200),
      "state" TEXT NOT NULL CHECK (length("state") BETWEEN 0 AND 40),
      "approved_by" TEXT NOT NULL CHECK (length("approved_by") BETWEEN 0 AND 60),
      "appeal" TEXT NOT NULL CHECK (length("appeal") BETWEEN 0 AND 400),
      "answer" TEXT NOT NULL CHECK (length("answer") BETWEEN 0 AND 400),
      FOREIGN KEY ("teacher_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "fund_entry_teacher_id" ON "fund_entry" ("teacher_id")',
    """
    CREATE TABLE "improvement_plan" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "made_on" TEXT NOT NULL CHECK (length("made_on") IN (0, 10)),
      "teacher_id" INTEGER,
      "problem" TEXT NOT NULL CHECK (length("problem") BETWEEN 0 AND 400),
      "goal" TEXT NOT NULL CHECK (length("goal") BETWEEN 0 AND 400),
      "steps" TEXT NOT NULL CHECK (length("steps") BETWEEN 0 AND 1000),
      "checked_on" TEXT NOT NULL CHECK (length("checked_on") IN (0, 10)),
      "outcome" TEXT NOT NULL CHECK (length("outcome") BETWEEN 0 AND 1000),
      "state" TEXT NOT NULL CHECK (length("state") BETWEEN 0 AND 40),
      FOREIGN KEY ("teacher_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "improvement_plan_teacher_id" ON "improvement_plan" ("teacher_id")',
    """
    CREATE TABLE "material" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "title" TEXT NOT NULL CHECK (length("title") BETWEEN 0 AND 120),
      "kind" TEXT NOT NULL CHECK (length("kind") BETWEEN 0 AND 40),
      "teacher_id" INTEGER,
      "subject" TEXT NOT NULL CHECK (length("subject") BETWEEN 0 AND 40),
      "made_on" TEXT NOT NULL CHECK (length("made_on") IN (0, 10)),
      "summary" TEXT NOT NULL CHECK (length("summary") BETWEEN 0 AND 1000),
      "file_id" INTEGER,
      "file_name" TEXT NOT NULL CHECK (length("file_name") BETWEEN 0 AND 200),
      FOREIGN KEY ("teacher_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("file_id") REFERENCES "stored_file" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "material_teacher_id" ON "material" ("teacher_id")',
    'CREATE INDEX "material_file_id" ON "material" ("file_id")',
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
