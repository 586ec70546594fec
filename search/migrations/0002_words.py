"""Where words are looked up, in the database that has the entries: FTS5 in SQLite, a tsvector in PostgreSQL."""

from django.db import migrations

CREATE = {
    # Words come with spaces between them; `content=''` keeps no text.
    "sqlite": [
        "CREATE VIRTUAL TABLE search_words USING fts5("
        "title, parts, summary, body, content='', tokenize='unicode61 remove_diacritics 0')",
    ],
    "postgresql": [
        "CREATE TABLE search_words ("
        "entry_id bigint PRIMARY KEY REFERENCES search_entry (id) ON DELETE CASCADE, words tsvector NOT NULL)",
        "CREATE INDEX search_words_words ON search_words USING gin (words)",
    ],
}


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_words")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_entries")]

    operations = [migrations.RunPython(create, drop)]
