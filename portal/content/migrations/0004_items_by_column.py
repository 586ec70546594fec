"""Keep the column of each item beside its date, so that a list is read along an index."""

from django.db import migrations, models

# The path of a page is that of the page above it, and four characters of its own.
FILL = """
UPDATE portal_content_columnitem SET listed_in = (
    SELECT above.id FROM wagtailcore_page page
    JOIN wagtailcore_page above ON above.path = SUBSTR(page.path, 1, LENGTH(page.path) - 4)
    WHERE page.id = portal_content_columnitem.page_ptr_id
)
"""


class Migration(migrations.Migration):
    dependencies = [("portal_content", "0003_correction_note")]

    operations = [
        migrations.AddField("columnitem", "listed_in", models.PositiveBigIntegerField(editable=False, null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            "columnitem",
            models.Index(
                "listed_in", "display_date", "page_ptr", name="portal_content_items_by_date"
            ),
        ),
        migrations.AddIndex(
            "columnitem", models.Index("listed_in", "pinned_until", name="portal_content_items_pinned")
        ),
    ]
