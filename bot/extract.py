"""`sitrep extract` on one file or link: what would be stored of it. Nothing is."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from bot import extraction
from bot.corpus import dumps
from bot.extraction import Extract
from bot.files import read
from bot.offload import Pool
from bot.settings import Settings
from bot.terminal import Terminal
from ingest import files
from ingest.errors import Unfetchable, Unreadable
from ingest.fetch import fetch
from newsroom import texts
from newsroom.answer import Answer, Block, Heading, Item, Moment, Text
from newsroom.errors import Refused
from storage.values import Precision


async def extract(settings: Settings, what: str, *, as_json: bool) -> int:
    """Prints the articles of a file, a link or standard input. Raises Refused where there are none."""
    pool = Pool()
    try:
        found = await _found(pool, what)
    except Unreadable as error:
        raise Refused(f"unreadable.{error.reason}") from error
    except Unfetchable as error:
        raise Refused(f"unfetchable.{error.reason}", url=what) from error
    finally:
        pool.close()
    if as_json:
        sys.stdout.write("".join(f"{dumps(extraction.plain(one))}\n" for one in found))
        return 0
    screen = Terminal(texts.load(settings.language), settings.zone)
    for at, one in enumerate(found):
        if at:
            screen.line("")
        screen.show(Answer(blocks=tuple(_facts(one))))
        screen.line("")
        screen.line(one.draft.body)
    return 0


async def _found(pool: Pool, what: str) -> Sequence[Extract]:
    if not what.startswith(("http://", "https://")):
        return await pool(_of_text, read(what))
    page = await fetch(what)
    return await pool(_of_text if page.plain else _of_page, page.html, page.url)


def _of_text(text: str, url: str | None = None) -> tuple[Extract, ...]:
    return extraction.of(files.drafts(text, url))


def _of_page(html: str, url: str | None) -> tuple[Extract, ...]:
    return extraction.of(files.saved(html, url))


def _facts(one: Extract) -> list[Block]:
    """The title, and what stands beside the text; of the date and the source also that there is none."""
    draft = one.draft
    stamp = draft.published
    moment = Moment(at=stamp.at, precision=Precision(stamp.precision)) if stamp else None
    facts = {
        "source": draft.source,
        f"published_{stamp.precision}" if stamp else "published": moment,
        "byline": draft.byline,
        "dateline": draft.dateline,
        "agency": draft.agency,
        "url": draft.url,
        "language": one.language,
    }
    told = [
        Text.of(f"extract.{name}", value=value) if value else Text.of(f"extract.no_{name}")
        for name, value in facts.items()
        if value or name in {"source", "published"}
    ]
    return [
        Heading(text=Text.of("extract.title", value=draft.title)),
        *(Item(text=text) for text in told),
    ]
