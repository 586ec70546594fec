"""Index the pages that refer to something: a page that names another, a page that shows a file.

Without it SQLite takes the index that begins with the type of the referring object, and reads the references
of all pages.
"""

from django.db import migrations

CREATE = """
CREATE INDEX IF NOT EXISTS sites_pages_what_refers ON wagtailcore_referenceindex
    (to_content_type_id, to_object_id, base_content_type_id, object_id);
"""
DROP = "DROP INDEX IF EXISTS sites_pages_what_refers;"


class Migration(migrations.Migration):
    dependencies = [("sites_pages", "0002_find_by_date_and_path")]

    operations = [migrations.RunSQL(CREATE, DROP)]
