"""All rows of a database, so that two states of it can be compared."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import inspect, select, text

from storage import dialect, schema
from storage.models import Row

Dump = dict[str, list[tuple[object, ...]]]

# Each finds nothing where what is kept rather than counted agrees with a count.
WRONG = """
SELECT id FROM person p WHERE articles <>
  (SELECT count(DISTINCT article_id) FROM mention WHERE person_id = p.id);
SELECT slug FROM topic t WHERE articles <>
  (SELECT count(DISTINCT article_id) FROM topic_mention WHERE slug = t.slug)
  OR last <> (SELECT max(dated) FROM topic_mention WHERE slug = t.slug);
SELECT id FROM story s WHERE articles = 0 OR articles <>
  (SELECT count(*) FROM article WHERE story_id = s.id AND original_id IS NULL);
SELECT source FROM coverage c WHERE kind = 'archive' AND articles <>
  (SELECT count(*) FROM article WHERE original_id IS NULL AND coalesce(source, '') = c.source);
SELECT source FROM article a WHERE original_id IS NULL AND NOT EXISTS
  (SELECT 1 FROM coverage WHERE kind = 'archive' AND source = coalesce(a.source, ''));
SELECT key FROM coverage c WHERE kind = 'person' AND articles <>
  (SELECT count(DISTINCT article.id) FROM mention JOIN article ON article.id = article_id
   WHERE CAST(person_id AS TEXT) = c.key AND coalesce(article.source, '') = c.source);
SELECT key FROM coverage c WHERE kind = 'topic' AND articles <>
  (SELECT count(DISTINCT article.id) FROM topic_mention JOIN article ON article.id = article_id
   WHERE slug = c.key AND coalesce(article.source, '') = c.source);
SELECT a.id FROM article a JOIN article o ON o.id = a.original_id WHERE o.original_id IS NOT NULL;
SELECT id FROM article WHERE original_id IS NULL AND story_id IS NULL;
SELECT id FROM article a WHERE original_id IS NULL AND NOT EXISTS
  (SELECT 1 FROM search_document WHERE article_id = a.id)
"""


def dump(url: str, *, leave_out: Collection[str] = ("correction", "outbox", "asked", "visit")) -> Dump:
    """The rows of all tables, in the order of their keys. Raises where the search index differs from them."""
    with schema._connection(url) as connection:
        if dialect.of(connection) is dialect.SQLITE:
            check = "INSERT INTO search_index(search_index, rank) VALUES ('integrity-check', 1)"
            connection.execute(text(check))
        tables = [table for table in Row.metadata.sorted_tables if table.name not in leave_out]
        assert {table.name for table in tables} <= set(inspect(connection).get_table_names())
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in tables
        }


def counted(url: str) -> None:
    """What is kept rather than counted agrees with a count, and no article is nowhere."""
    with schema._connection(url) as connection:
        for question in WRONG.split(";"):
            assert connection.execute(text(question)).all() == [], question
