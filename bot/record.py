"""One line of an import or export: an article as a JSON object. Reading it runs in a worker process."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from bot.corpus import dumps
from bot.extraction import iso
from ingest.model import Precision, Stamp
from newsroom import record
from newsroom.errors import Refused
from newsroom.fields import Fields
from newsroom.reading import Found, capped
from storage.values import Article
from summarizer import pipeline

LONGEST = 20_000_000  # bytes of a line; the longest article has a hundredth of that
_EXTRA = ("byline", "dateline", "agency")


def key(line: bytes) -> str:
    """Identifies a record by all it says (SHA-256): one that says anything else is another."""
    return f"import:{hashlib.sha256(line).hexdigest()}"


def found(line: bytes, *, ranker: str = "sitrep") -> Found:
    """The article of a line, analysed. Raises Refused for a line of which none can be made."""
    if len(line) > LONGEST:
        raise Refused("corpus.too_large", limit=LONGEST // 1_000_000)
    fields = Fields.of(line)
    whole = record.draft(fields)
    draft = replace(whole, body=capped(whole.body))
    analysis = pipeline.analyze(
        draft.body,
        draft.title,
        draft.stated,
        record.language(fields),
        ranker=ranker,
    )
    return Found(draft=draft, analysis=analysis, cut=draft.body != whole.body)


def line(article: Article) -> str:
    """An article as a line, of which an import makes the same one."""
    stamp, sent = None, article.published is not None and article.stated is None
    if article.published and article.precision:
        stamp = iso(Stamp(at=article.published, precision=Precision(article.precision)))
    return dumps(
        {
            "id": article.id,
            "title": article.title,
            "text": article.body,
            "url": article.url,
            "source": article.source,
            "published": stamp,
            **({"precision": Precision.SENT.value} if sent else {}),
            "language": article.language,
            **{name: value for name in _EXTRA if (value := getattr(article, name))},
        }
    )
