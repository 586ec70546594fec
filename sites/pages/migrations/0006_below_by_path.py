"""Let go of the index of 0005: what is below a page is found along the index of paths (sites/pages/lookups.py)."""

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
    dependencies = [("sites_pages", "0005_find_below")]

    operations = [migrations.RunPython(drop, create)]
