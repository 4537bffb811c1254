"""From what a submission says to analysed drafts: the articles in it, and why some could not be read."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from ingest import canonical, files, page
from ingest.errors import NoPage, Unfetchable, Unreadable
from ingest.fetch import Page
from ingest.model import Draft, Precision, Stamp
from newsroom import believable
from newsroom.answer import Text
from newsroom.errors import Refused, SitrepError, Trouble
from newsroom.offload import Offload
from newsroom.spool import Entry, Spool, told
from storage.inbox_values import Submission
from summarizer import pipeline
from summarizer.model import Analysis

Fetch = Callable[[str], Awaitable[Page]]
LONGEST = 200_000  # characters of a body that are kept; a long read has a fifth of that
_LINKS = 10
_SAID = 60  # characters of an address that is none
_TOO_MANY_REQUESTS, _SERVER_ERRORS = 429, 500  # RFC 6585, section 4; RFC 9110, section 15.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article in a submission. ``cut`` says that its text went on after ``LONGEST`` characters."""

    draft: Draft
    analysis: Analysis
    cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a submission holds, and why some of its links gave nothing."""

    found: tuple[Found, ...]
    failed: tuple[Text, ...]


class Unread(Exception):
    """Nothing could be made of a submission: every reason.

    ``passing`` says that a later try may find more, ``cut_off`` that reading it took too long.
    """

    def __init__(self, errors: Sequence[SitrepError]) -> None:
        super().__init__(*(error.text.key for error in errors))
        self.texts = tuple(error.text for error in errors)
        self.passing = any(isinstance(error, Trouble) for error in errors)
        self.cut_off = any(error.text.key == "error.too_long" for error in errors)


class Reader:
    """Reads submissions. ``fetch`` gets pages, ``offload`` runs extraction and analysis."""

    def __init__(self, *, offload: Offload, fetch: Fetch, ranker: str) -> None:
        self._offload = offload
        self._fetch = fetch
        self._ranker = ranker

    async def read(self, submission: Submission) -> Reading:
        """The articles of a text, or of the pages behind links: each that can be had. Raises Unread."""
        addresses = canonical.only_addresses(submission.text)
        if len(addresses) > _LINKS:
            raise Unread([Refused("intake.too_many_links", count=_LINKS)])
        if not addresses:
            try:
                return Reading(found=await self._found(submission, self._written), failed=())
            except SitrepError as error:
                raise Unread([error]) from error
        links = [each for each in addresses if canonical.is_link(each)]
        outcomes = await self._behind(links, submission)
        errors: list[SitrepError] = [no_link(each) for each in addresses if each not in links]
        errors += [
            _of_link(outcome, link) if len(addresses) > 1 else outcome
            for link, outcome in outcomes.items()
            if isinstance(outcome, SitrepError)
        ]
        found = [each for outcome in outcomes.values() if isinstance(outcome, tuple) for each in outcome]
        if not found:
            raise Unread(errors)
        return Reading(found=tuple(found), failed=tuple(error.text for error in errors))

    async def _behind(
        self, links: Sequence[str], submission: Submission
    ) -> dict[str, tuple[Found, ...] | SitrepError]:
        """What is behind each link, in their order: servers beside each other, of each one page at a time."""
        outcomes: dict[str, tuple[Found, ...] | SitrepError] = {}
        servers: dict[str | None, list[str]] = {}
        for link in links:
            servers.setdefault(canonical.host(link), []).append(link)

        async def one_after_the_other(pages: Sequence[str]) -> None:
            for link in pages:
                try:
                    outcomes[link] = await self._found(submission, partial(self._linked, link))
                except SitrepError as error:
                    outcomes[link] = error

        async with asyncio.TaskGroup() as group:
            for pages in servers.values():
                group.create_task(one_after_the_other(pages))
        return {link: outcomes[link] for link in links}

    async def entries(self, submission: Submission, spool: Spool) -> Reading:
        """The articles of a file of a few. Raises Unread where it has none."""
        found: list[Found] = []
        errors: list[SitrepError] = list(spool.errors)
        failed: list[Text] = []
        for entry in spool.entries():
            try:
                if entry.draft is not None:
                    found.append(await self.entry(submission, entry, alone=spool.count == 1))
            except SitrepError as error:
                errors.append(error)
                entry = replace(entry, why=error.text)  # noqa: PLW2901  # the same, refused
            if entry.why is not None:
                failed.append(told(entry))
        if not found:
            if not errors or len(failed) > 1:
                errors = [*errors, *(Refused(text.key, **text.args) for text in failed)]
            raise Unread(errors or [Refused("unreadable.empty")])
        return Reading(found=tuple(found), failed=tuple(failed))

    async def entry(self, submission: Submission, entry: Entry, *, alone: bool) -> Found:
        """An article of a file, with what the submission knows of it. Raises SitrepError."""
        if entry.draft is None:
            raise ValueError("an entry without an article")
        draft = entry.draft if entry.record else _of_file(entry.draft, submission, alone=alone)
        return await self._analysed(draft, entry.language)

    async def _found(
        self, submission: Submission, drafts: Callable[[Submission], Awaitable[Sequence[Draft]]]
    ) -> tuple[Found, ...]:
        try:
            made = await drafts(submission)
        except Unreadable as error:
            raise Refused(f"unreadable.{error.reason}") from error
        return tuple(
            [await self._analysed(_with_origin(draft, submission, alone=len(made) == 1)) for draft in made]
        )

    async def _written(self, submission: Submission) -> Sequence[Draft]:
        return await self._offload(files.drafts, submission.text)

    async def drafts(self, text: str) -> Sequence[Draft]:
        """The articles in a text. Raises SitrepError where there is none, or the worker fails."""
        try:
            return await self._offload(files.drafts, text)
        except Unreadable as error:
            raise Refused(f"unreadable.{error.reason}") from error

    async def _linked(self, link: str, _: Submission) -> Sequence[Draft]:
        try:
            fetched = await self._fetch(link)
        except Unfetchable as error:
            kind, reason = (Trouble if _passes(error) else Refused), str(error.reason)
            raise kind(f"unfetchable.{'busy' if busy(error.status) else reason}", url=link) from error
        if fetched.plain:
            return await self._offload(files.drafts, fetched.html, fetched.url)
        return await self._offload(page.drafts, fetched.html, fetched.url)

    async def analyse(self, body: str, title: str, published: datetime | None) -> Analysis:
        """What is found in a body. Raises SitrepError where the worker fails."""
        return await self._offload(pipeline.analyze, body, title, published, ranker=self._ranker)

    async def _analysed(self, draft: Draft, language: str | None = None) -> Found:
        kept = replace(draft, body=capped(draft.body))
        analysis = await self._offload(
            pipeline.analyze, kept.body, kept.title, kept.stated, language, ranker=self._ranker
        )
        return Found(draft=kept, analysis=analysis, cut=kept.body != draft.body)


def no_link(words: str) -> Refused:
    """What is said of an address that leads to no page of the web."""
    return Refused("intake.no_link", words=words[:_SAID])


def busy(status: int | None) -> bool:
    """Whether a server answers that it cannot answer for now."""
    return status is not None and (status == _TOO_MANY_REQUESTS or status >= _SERVER_ERRORS)


def _passes(error: Unfetchable) -> bool:
    """Whether the page may well be there a little later."""
    return busy(error.status) or error.reason in {NoPage.TIMEOUT, NoPage.CONNECTION}


def _of_link(error: SitrepError, link: str) -> SitrepError:
    """The error with the link that it is about."""
    return error if "url" in error.text.args else type(error)("intake.link", url=link, why=error.text)


def capped(body: str) -> str:
    """The body, or of one longer than ``LONGEST`` its beginning, up to the end of a line or word."""
    if len(body) <= LONGEST:
        return body
    head = body[:LONGEST]
    end = max(head.rfind("\n"), head.rfind(" "))
    return head[:end].rstrip() if end > LONGEST // 2 else head


def _of_file(draft: Draft, submission: Submission, *, alone: bool) -> Draft:
    """As of a forwarded text, but that a publisher which a file names itself goes before who posted it."""
    named = believable.facts(draft, submission.received).source
    filled = _with_origin(draft, submission, alone=alone)
    return replace(filled, source=named or filled.source)


def _with_origin(draft: Draft, submission: Submission, *, alone: bool) -> Draft:
    """A forward's channel is its source; its date and link fill in for what the text does not say.

    A link in a text of several articles would be one's alone, and which is not known.
    """
    draft = believable.facts(draft, submission.received)
    where = submission.url if alone or submission.source else None
    known = Precision.MINUTE if submission.source else Precision.SENT
    sent = Stamp(at=submission.sent, precision=known) if submission.sent else None
    filled = replace(
        draft,  # what it says itself, if that can be believed, goes before what comes with it
        published=draft.published or sent,
        source=believable.name(submission.source or "") or draft.source,
        url=draft.url or where,
    )
    return believable.facts(filled, submission.received)  # a feed dates its entries itself
