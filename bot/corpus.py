"""One line of a corpus becomes one line of results. Runs in a worker process; plain bytes and text cross.

A line of results is one JSON object. In it ``start`` and ``end`` are code point offsets into the text
as it stands in the line that was read: ``text[start:end]`` is the sentence.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from time import perf_counter

from bot import given, quoted
from newsroom.fields import Fields
from summarizer import pipeline
from summarizer.model import NORMAL, Brief, Budget, Document

# What line-wise readers take for the end of a line, though JSON may hold it as it is (RFC 8259, section 7).
_BREAKS = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def summary(line: bytes, *, budget: Budget = NORMAL, about: str = "", method: str = "sitrep") -> str:
    """The brief of a line with ``id`` and ``text``, or ``id`` and ``documents`` on one event.

    ``n`` (sentences), ``chars`` and ``about`` in the line go before the ``budget`` and ``about`` given.
    ``known`` are sentences of which nothing is to be said again. Raises Refused for what is no such line.
    """
    began = perf_counter()
    fields = Fields.of(line)
    number = fields.identity()
    several = fields.objects("documents")
    texts, articles, documents = _read(several or (fields,), fields.text_or_none("language"))
    brief = pipeline.brief(
        documents,
        budget=_budget(fields) or budget,
        about=about if (own := fields.text_or_none("about")) is None else own,
        known=fields.texts("known"),
        method=method,
    )
    return dumps(
        {
            "id": number,
            "sentences": sentences(brief, texts, articles, several=bool(several)),
            **languages(brief),
            "ms": _since(began),
        }
    )


def analysis(line: bytes, *, method: str = "sitrep") -> str:
    """The whole analysis of a line with ``id`` and ``text``, which is taken for the article's body itself.

    Each sentence and mention comes with its text. Raises Refused for what is no such line.
    """
    began = perf_counter()
    fields = Fields.of(line)
    number, body = fields.identity(), fields.text("text")
    title, language = fields.text_or_none("title") or "", fields.text_or_none("language") or None
    published = fields.moment("published")
    whole = pipeline.analyze(body, title=title, published=published, language=language, ranker=method)
    found = asdict(whole)
    del found["prints"], found["signature"]  # they serve the archive alone
    del found["statements"]  # of which the quotations follow, in words
    found["sentences"] = [{"text": body[s["start"] : s["end"]], **s} for s in found["sentences"]]
    found["mentions"] = [{"surface": body[m["start"] : m["end"]], **m} for m in found["mentions"]]
    for place in found["places"]:
        place["mentions"] = [{"surface": body[m["start"] : m["end"]], **m} for m in place["mentions"]]
    return dumps({"id": number, **found, "quotes": quoted.quotes(body, whole), "ms": _since(began)})


def sentences(
    brief: Brief, texts: Sequence[str], articles: Sequence[given.Article], *, several: bool
) -> list[dict[str, object]]:
    """A brief's sentences as objects, with ``document`` where there are several."""
    found = []
    for pick in brief.picks:
        start, end = articles[pick.document].span(pick.start, pick.end)
        one: dict[str, object] = {
            "text": texts[pick.document][start:end],
            "start": start,
            "end": end,
            "position": pick.position,
        }
        found.append({**one, "document": pick.document} if several else one)
    return found


def languages(brief: Brief) -> dict[str, object]:
    """A brief's ``language``, and ``fallback`` where its stop words and stemmer are not known."""
    return {"language": brief.language, **({"fallback": True} if brief.fallback else {})}


def dumps(found: dict[str, object]) -> str:
    """One line of JSON in UTF-8."""
    return json.dumps(found, ensure_ascii=False, default=_plain).translate(_BREAKS)


def _read(
    several: Sequence[Fields], language: str | None
) -> tuple[list[str], list[given.Article], list[Document]]:
    """The texts, the article in each, and what there is to brief on."""
    texts, articles, documents = [], [], []
    for fields in several:
        text, title = fields.text("text"), fields.text_or_none("title") or ""
        article = given.article(text, title)
        texts.append(text)
        articles.append(article)
        documents.append(
            Document(
                text=article.body,
                title=title or article.headline,
                published=fields.moment("published"),
                source=fields.text_or_none("source"),
                language=fields.text_or_none("language") or language or None,
            )
        )
    return texts, articles, documents


def _budget(fields: Fields) -> Budget | None:
    count, characters = fields.count("n"), fields.count("chars")
    return Budget(sentences=count, characters=characters) if count or characters else None


def _since(began: float) -> float:
    return round(1_000 * (perf_counter() - began), 2)


def _plain(value: object) -> object:
    """What JSON has no form for: times in ISO 8601, sets as sorted lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(type(value).__name__)
