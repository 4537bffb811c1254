"""`sitrep summarize` on files: the most telling sentences of their articles, verbatim; nothing is stored."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC

from bot import corpus, given
from bot.failing import tell
from bot.files import read
from ingest.errors import Unreadable
from newsroom import texts
from newsroom.answer import Text
from newsroom.errors import Refused
from summarizer import pipeline
from summarizer.model import Brief, Budget, Document


def summarize(files: Sequence[str], *, budget: Budget, about: str, method: str, as_json: bool) -> int:
    """Prints the brief of every article in the files, and returns the exit code.

    That is 2 where a file holds no article, which is told. Raises Refused, before anything is printed,
    for a file that cannot be read.
    """
    pages = [(file, read(file)) for file in files]
    found: list[tuple[str, given.Article]] = []
    code = 0
    for file, text in pages:
        try:
            found += [(file, article) for article in given.articles(text)]
        except Unreadable as error:
            why = Text.of(f"unreadable.{error.reason}")
            code = tell(Refused("cli.in_file", path=file, why=why) if len(files) > 1 else Refused(why.key))
    for file, article in found:
        document = Document(text=article.body, title=article.headline)
        brief = pipeline.brief([document], budget=budget, about=about, method=method)
        if brief.fallback:
            _note(Text.of("cli.fallback", title=article.title, language=brief.language))
        if about.strip() and not brief.picks:
            _note(Text.of("cli.nothing_about", title=article.title, about=about.strip()))
        lines = [_json(file, article, brief)] if as_json else _plain(article, brief, alone=len(found) == 1)
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()
    return code


def _json(file: str, article: given.Article, brief: Brief) -> str:
    """One object, whose spans are those of the text in it."""
    body = given.whole(article.body)
    return corpus.dumps(
        {
            "file": file,
            "title": article.title,
            "text": article.body,
            "sentences": corpus.sentences(brief, [article.body], [body], several=False),
            **corpus.languages(brief),
        }
    )


def _plain(article: given.Article, brief: Brief, *, alone: bool) -> Iterator[str]:
    """One sentence a line; a sentence wrapped by hand is put into one."""
    if not alone:
        yield f"# {article.title}"
    for pick in brief.picks:
        yield " ".join(article.body[pick.start : pick.end].split("\n"))


def _note(text: Text) -> None:
    sys.stderr.write(f"sitrep: {texts.load('en').say(text, UTC)}\n")
