"""What became of a draft: stored anew, filed as a copy, or put in the place of an earlier text."""

from __future__ import annotations

from dataclasses import dataclass

from newsroom.copying import Near
from storage.values import Article, Sentence
from summarizer.changes import Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What a new text of an article changes: what it says anew, and the old sentences that are gone."""

    changes: Changes
    removed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What became of one draft: the article it is now, and whether that is new.

    ``fresh`` is False where the archive held the text already, from the same source or with no
    source given. ``near`` is what it is a copy of, with the people whom only it ``names``; ``update``
    what it changed of the article whose place it took. ``before`` is one with a quite different text from
    the same address. ``cut`` says that the text goes on. ``change`` is what is new in an article whose
    message was edited.
    """

    article: Article
    fresh: bool
    near: Near | None = None
    names: tuple[str, ...] = ()
    update: Update | None = None
    before: Article | None = None
    cut: bool = False
    change: Change | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an edited message says that it did not before: how many sentences are gone, too."""

    new: tuple[Sentence, ...]
    gone: int
    headline: bool
