"""Words of entries in PostgreSQL as an array of numbers: a third of the room. They are made anew by the night's check."""

from django.contrib.postgres.operations import CreateExtension
from django.db import migrations

FOREIGN_KEY = "entry_id bigint PRIMARY KEY REFERENCES search_entry (id) ON DELETE CASCADE"
NUMBERS = [
    "DROP TABLE search_words",
    f"CREATE TABLE search_words ({FOREIGN_KEY}, words integer[] NOT NULL)",
    "CREATE INDEX search_words_words ON search_words USING gin (words gin__int_ops)",
]
VECTORS = [
    "DROP TABLE search_words",
    f"CREATE TABLE search_words ({FOREIGN_KEY}, words tsvector NOT NULL)",
    "CREATE INDEX search_words_words ON search_words USING gin (words)",
]

# Their words are gone: the check of the search makes them anew.
OUTDATED = "UPDATE search_entry SET version = 0"


def _execute(schema_editor, statements):
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


def to_numbers(apps, schema_editor):
    _execute(schema_editor, [*NUMBERS, OUTDATED])


def to_vectors(apps, schema_editor):
    _execute(schema_editor, [*VECTORS, OUTDATED])


class Migration(migrations.Migration):
    dependencies = [("search", "0008_title_checks")]

    operations = [CreateExtension("intarray"), migrations.RunPython(to_numbers, to_vectors)]
