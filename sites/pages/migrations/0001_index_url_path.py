"""Index what routing and the office look up: a page by its address, the root by its depth."""

from django.db import migrations

CREATE = """
CREATE INDEX IF NOT EXISTS sites_pages_url_path ON wagtailcore_page (url_path);
CREATE INDEX IF NOT EXISTS sites_pages_depth_path ON wagtailcore_page (depth, path);
"""
DROP = """
DROP INDEX IF EXISTS sites_pages_url_path;
DROP INDEX IF EXISTS sites_pages_depth_path;
"""


class Migration(migrations.Migration):
    dependencies = [("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes")]

    operations = [migrations.RunSQL(CREATE, DROP)]
