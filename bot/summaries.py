"""`sitrep summarize`: the most telling sentences of a text, verbatim; nothing is stored."""

from __future__ import annotations

import json
import sys

from bot.archive import read
from ingest import paste
from ingest.errors import Unreadable
from newsroom.errors import Refused
from summarizer import pipeline


def summarize(file: str, *, sentences: int, as_json: bool, ranker: str) -> None:
    """Prints the summary of every article in a file or standard input. Raises Refused for no text."""
    try:
        drafts = paste.drafts(read(file))
    except Unreadable as error:
        raise Refused(f"unreadable.{error.reason}") from error
    for draft in drafts:
        chosen = pipeline.summarize(draft.body, title=draft.title, sentences=sentences, ranker=ranker)
        spans = [{"start": s.start, "end": s.end, "text": draft.body[s.start : s.end]} for s in chosen]
        if as_json:
            line = {"title": draft.title, "text": draft.body, "summary": spans}
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
            continue
        if len(drafts) > 1:
            sys.stdout.write(f"# {draft.title}\n")
        sys.stdout.write("".join(f"{span['text']}\n" for span in spans))
