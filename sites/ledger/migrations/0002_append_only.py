"""The database itself refuses to change or remove an entry."""

from django.db import migrations

TABLE = "sites_ledger_entry"
REFUSAL = "entries of the ledger are never changed or removed"

SQLITE = [
    f"CREATE TRIGGER {TABLE}_no_{verb} BEFORE {verb} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("update", "delete")
]
POSTGRESQL = [
    f"CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    f"CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()",
    f"CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} EXECUTE FUNCTION {TABLE}_refuse()",
]
ON = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
OFF = {
    "sqlite": [f"DROP TRIGGER {TABLE}_no_{verb}" for verb in ("update", "delete")],
    "postgresql": [f"DROP FUNCTION {TABLE}_refuse() CASCADE"],
}


def switch_on(apps, schema_editor):
    for statement in ON[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def switch_off(apps, schema_editor):
    for statement in OFF[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def make_head(apps, schema_editor):
    apps.get_model("sites_ledger", "Head").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("sites_ledger", "0001_initial")]
    operations = [
        migrations.RunPython(make_head, migrations.RunPython.noop),
        migrations.RunPython(switch_on, switch_off),
    ]
