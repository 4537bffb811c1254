"""What is kept of articles for the case that a correction is taken back, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storage.fingerprints import SIGNED
from storage.values import MergedStory, Moves

Rows = Mapping[str, list[dict[str, Any]]]
"""Rows by the name of their table, each column a value that JSON knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How things stood before a correction, and what tells whether they still are as it left them.

    ``rows`` are the articles before. ``known`` are forms and keys of people whom a new text taught some, as
    they were, and ``taught`` as they are. ``after`` has the mark of each article that was changed or made
    (see :meth:`storage.snapshots.Snapshots.marks`), or None of one that is gone. ``submission`` is one whose
    state changed, with the state that it had.
    """

    rows: Rows
    known: Rows
    taught: Rows
    moves: Moves
    after: dict[int, str | None]
    submission: tuple[int, str] | None


def prints(rows: Rows, article_id: int) -> list[int]:
    """The numbers of 32 bits that stand for an article's text."""
    return [row["mark"] + SIGNED for row in rows["fingerprint"] if row["article_id"] == article_id]


def people_in(rows: Rows) -> dict[int, str]:
    """Everybody whom the rows name: number and shown name."""
    return {row["id"]: row["name"] for row in rows["person"]}


def dump(kept: Kept) -> str:
    """As text for the journal."""
    moves = [[article_id, before, now] for article_id, (before, now) in kept.moves.articles.items()]
    merged = [[each.id, each.into, list(each.led)] for each in kept.moves.merged]
    plain = {
        "rows": kept.rows,
        "known": kept.known,
        "taught": kept.taught,
        "moves": moves,
        "merged": merged,
        "after": list(kept.after.items()),
        "submission": kept.submission,
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def load(written: str) -> Kept:
    """What ``dump`` wrote."""
    plain = json.loads(written)
    merged = [MergedStory(id=id_, into=into, led=tuple(led)) for id_, into, led in plain["merged"]]
    submission = plain["submission"]
    return Kept(
        rows=plain["rows"],
        known=plain["known"],
        taught=plain["taught"],
        moves=Moves(
            articles={article_id: (before, now) for article_id, before, now in plain["moves"]},
            merged=tuple(merged),
        ),
        after=dict(plain["after"]),
        submission=(submission[0], submission[1]) if submission else None,
    )
