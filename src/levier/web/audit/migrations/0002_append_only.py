"""The journal is append-only for whoever writes to the database too, on SQLite and on PostgreSQL.

What stays possible: taking the person or the centre off a line when they are deleted, and the nightly retention,
which raises a flag inside its own transaction.
"""

from django.db import migrations

MESSAGE = "the journal is append-only"
CHANGED = """
    NEW.id IS {no} OLD.id OR NEW.at IS {no} OLD.at OR NEW.action IS {no} OLD.action
    OR NEW.detail{text} IS {no} OLD.detail{text}
    OR (NEW.user_id IS {no} OLD.user_id AND NEW.user_id IS NOT NULL)
    OR (NEW.centre_id IS {no} OLD.centre_id AND NEW.centre_id IS NOT NULL)
"""
SQLITE = (
    "CREATE TABLE IF NOT EXISTS audit_retention (flag INTEGER NOT NULL)",
    f"""CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit_auditevent
        WHEN NOT EXISTS (SELECT 1 FROM audit_retention)
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
    f"""CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit_auditevent
        WHEN {CHANGED.format(no="NOT", text="")}
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
)
POSTGRESQL = (
    f"""CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF current_setting('levier.retention', true) = 'on' THEN RETURN OLD; END IF;
            ELSIF NOT ({CHANGED.format(no="DISTINCT FROM", text="::text")}) THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
        END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_auditevent
        FOR EACH ROW EXECUTE FUNCTION audit_append_only()""",
)


def protect(_apps, schema_editor):
    for sentence in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(sentence, params=None)


def release(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER audit_append_only ON audit_auditevent")
    else:
        for name in ("audit_no_delete", "audit_no_update"):
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
