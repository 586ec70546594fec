"""Index what is below a page in SQLite, whose LIKE pays no heed to capitals and so takes no other index.

Without it each move of a page reads all pages of the installation.
"""

from django.db import migrations

CREATE = "CREATE INDEX IF NOT EXISTS sites_pages_below ON wagtailcore_page (path COLLATE NOCASE)"
DROP = "DROP INDEX IF EXISTS sites_pages_below"


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(CREATE)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):
    dependencies = [("sites_pages", "0004_find_by_slug")]

    operations = [migrations.RunPython(create, drop)]
