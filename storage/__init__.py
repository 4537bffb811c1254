"""Rows: tables, queries, search and migrations. The only SQL; what leaves is plain values."""
