"""`sitrep extract` on one file or link: what would be stored of it. Nothing is."""

from __future__ import annotations

import sys
from functools import partial

from bot import extraction
from bot.corpus import dumps
from bot.extraction import Extract, Extracted
from bot.failing import BAD_REQUEST, tell
from bot.files import is_link, read_bytes
from bot.offload import parser
from bot.settings import Settings
from bot.terminal import Terminal
from ingest.allowed import Allowed
from ingest.errors import Unfetchable, Unreadable
from ingest.fetch import Way, fetch
from newsroom import believable, receipts, spool, texts
from newsroom.answer import Answer, Block, Heading, Item, Moment, Text
from newsroom.errors import Refused
from storage.values import Precision


async def extract(settings: Settings, what: str, *, as_json: bool) -> int:
    """Prints the articles of a file, a link or standard input, and returns the exit code.

    That is 2 where a part of it could not be read, which is told. Raises Refused where nothing could.
    """
    found = await _found(settings, what)
    if as_json:
        sys.stdout.write("".join(f"{dumps(extraction.plain(one))}\n" for one in found.articles))
    else:
        _show(Terminal(texts.load(settings.language), settings.zone), found.articles)
    sys.stdout.flush()
    for failure in found.failures:
        tell(Refused(failure.key, **failure.args))
    return BAD_REQUEST if found.failures else 0


async def _found(settings: Settings, what: str) -> Extracted:
    pool = parser()
    try:
        if not is_link(what):
            async with spool.folder() as folder:
                path = folder / "given"
                path.write_bytes(read_bytes(what))
                return await pool(extraction.of_file, spool.Given(path=path, name=what))
        page = await fetch(what, Way(allowed=Allowed.of(settings.fetch_allow)))
        return await pool(partial(extraction.of_page, page.html, page.url, plain=page.plain))
    except Unreadable as error:
        raise Refused(f"unreadable.{error.reason}") from error
    except Unfetchable as error:
        raise Refused(f"unfetchable.{error.reason}", url=what) from error
    finally:
        pool.close()


def _show(screen: Terminal, found: tuple[Extract, ...]) -> None:
    for at, one in enumerate(found):
        if at:
            screen.line("")
        screen.show(Answer(blocks=tuple(_facts(one))))
        screen.line("")
        screen.line(one.draft.body)


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
        *(Item(text=believable.told(doubt)) for doubt in draft.doubts),
        *([Item(text=receipts.left_out(draft.left_out))] if draft.left_out else []),
    ]
