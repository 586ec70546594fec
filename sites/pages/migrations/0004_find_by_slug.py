"""Index whether a slug is taken: below a page with thousands of others, at each publication of one of them."""

from django.db import migrations

CREATE = "CREATE INDEX IF NOT EXISTS sites_pages_slug ON wagtailcore_page (slug, depth, path);"
DROP = "DROP INDEX IF EXISTS sites_pages_slug;"


class Migration(migrations.Migration):
    dependencies = [("sites_pages", "0003_find_what_refers")]

    operations = [migrations.RunSQL(CREATE, DROP)]
