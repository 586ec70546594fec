"""The database itself refuses a role for an administrator, and a post for who holds a role.

SQLite drops triggers with their table: a migration that changes a field of `Administrator` must switch these off
before and on after it.
"""

from django.conf import settings
from django.db import migrations

POSTS, ROLES = "sites_registry_administrator", "sites_accounts_user_groups"
REFUSAL = "an administrator of the installation holds no role in a site"
# Which table is written, which must not name the same person.
PAIRS = [(POSTS, ROLES), (ROLES, POSTS)]

SQLITE = [
    f"CREATE TRIGGER {table}_{verb}_apart BEFORE {verb} ON {table} "
    f"WHEN EXISTS (SELECT 1 FROM {other} WHERE user_id = NEW.user_id) "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for table, other in PAIRS
    for verb in ("insert", "update")
]
POSTGRESQL = [
    statement
    for table, other in PAIRS
    for statement in (
        f"CREATE FUNCTION {table}_apart() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF EXISTS (SELECT 1 FROM {other} WHERE user_id = NEW.user_id) "
        f"THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN NEW; END $$",
        f"CREATE TRIGGER {table}_apart BEFORE INSERT OR UPDATE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_apart()",
    )
]
ON = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
OFF = {
    "sqlite": [f"DROP TRIGGER {table}_{verb}_apart" for table, _other in PAIRS for verb in ("insert", "update")],
    "postgresql": [f"DROP FUNCTION {table}_apart() CASCADE" for table, _other in PAIRS],
}


def switch_on(apps, schema_editor):
    for statement in ON[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def switch_off(apps, schema_editor):
    for statement in OFF[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("sites_registry", "0004_administrator"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [migrations.RunPython(switch_on, switch_off)]
