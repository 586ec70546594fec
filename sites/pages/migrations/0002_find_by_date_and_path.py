"""Index the newest pages, and let PostgreSQL compare paths by their bytes.

What stands below a page is asked for as a range of paths. In the order of a language, "~" comes before letters
and digits, and such a range is empty.
"""

from django.db import migrations

CREATE = """
CREATE INDEX IF NOT EXISTS sites_pages_last_published ON wagtailcore_page (last_published_at) WHERE live;
CREATE INDEX IF NOT EXISTS sites_pages_last_changed ON wagtailcore_page (latest_revision_created_at);
"""
DROP = """
DROP INDEX IF EXISTS sites_pages_last_published;
DROP INDEX IF EXISTS sites_pages_last_changed;
"""
ALTER = "ALTER TABLE wagtailcore_page ALTER COLUMN {} TYPE {} COLLATE {}"
PATHS = {"path": "varchar(255)", "url_path": "text"}


def compare_bytes(apps, schema_editor):
    _compare(schema_editor, '"C"')


def compare_letters(apps, schema_editor):
    _compare(schema_editor, '"default"')


def _compare(schema_editor, order):
    if schema_editor.connection.vendor == "postgresql":
        for column, kind in PATHS.items():
            schema_editor.execute(ALTER.format(column, kind, order))


class Migration(migrations.Migration):
    dependencies = [("sites_pages", "0001_index_url_path")]

    operations = [
        migrations.RunSQL(CREATE, DROP),
        migrations.RunPython(compare_bytes, compare_letters),
    ]
