"""The newsroom as wired in tests: a true archive, work done in place of a worker process, a still clock."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import ParamSpec, TypeVar

from bot import samples, talk
from ingest.allowed import Allowed
from ingest.errors import NoPage, Unfetchable
from ingest.fetch import Page, Way, get
from newsroom.alerts import Alerts
from newsroom.answer import Announcement, Answer, Block, Listed, Quote, QuoteKind
from newsroom.credit import credit
from newsroom.desk import Desk
from newsroom.digest import Digests
from newsroom.feeds import Feeds
from newsroom.intake import Intake
from newsroom.question import Asker, Question, parse
from newsroom.texts import Texts, load
from storage.chat_values import ChatKind
from storage.database import Storage
from storage.inbox_values import NewSubmission

P = ParamSpec("P")
T = TypeVar("T")

READER = Asker(chat_id=100, kind=ChatKind.PRIVATE, user_id=100)
ADMIN = Asker(chat_id=7, kind=ChatKind.PRIVATE, user_id=7, admin=True)
MORNING = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)

FOLLOWS = 12  # things that a chat may follow and mute

_done: dict[bytes, object] = {}


async def in_place(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Runs the function here, through pickle as a worker would, and remembers its result."""
    job = pickle.dumps((function, args, sorted(kwargs.items())))
    if job not in _done:
        try:
            done = function(*args, **kwargs)
        except Exception as error:  # noqa: BLE001  # whatever it is, it crosses too
            raise pickle.loads(pickle.dumps(error)) from None  # noqa: S301  # our own value
        _done[job] = pickle.loads(pickle.dumps(done))  # noqa: S301  # our own value
    return _done[job]  # type: ignore[return-value]  # what this very job returned


@dataclass(kw_only=True)
class House:
    """A wired newsroom. ``pages`` can be fetched, servers of ``away`` do not answer; ``at`` is the time."""

    storage: Storage
    at: datetime = MORNING
    pages: dict[str, str] = field(default_factory=dict)
    away: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.intake = Intake(
            storage=self.storage,
            offload=in_place,
            fetch=self._fetch,
            clock=self.now,
            ranker="sitrep",
            parse=in_place,
        )
        self.feeds = Feeds(
            storage=self.storage,
            offload=in_place,
            get=partial(get, way=Way(allowed=Allowed.of(["127.0.0.1"]))),
            clock=self.now,
            admins=[ADMIN.chat_id],
        )
        self.desk = Desk(
            storage=self.storage,
            intake=self.intake,
            polled=self.feeds,
            offload=in_place,
            clock=self.now,
            zone="UTC",
            follows=FOLLOWS,
            rate=30,
        )
        self.digests = Digests(storage=self.storage, offload=in_place, clock=self.now)
        self.alerts = Alerts(storage=self.storage, offload=in_place, clock=self.now, zone="UTC")
        self.texts: Texts = load("en")

    def now(self) -> datetime:
        """The time, which passes only when told to."""
        return self.at

    def later(self, **by: float) -> None:
        """Lets time pass."""
        self.at += timedelta(**by)

    async def _fetch(self, url: str) -> Page:
        if url in self.away:
            raise Unfetchable(NoPage.TIMEOUT)
        if url not in self.pages:
            raise Unfetchable(NoPage.GONE, status=404)
        return Page(url=url, html=self.pages[url])

    async def ask(self, typed: str, asker: Asker = READER) -> Answer:
        """The answer to something typed."""
        return await self.desk.answer(Question(intent=parse(typed), asker=asker))

    async def press(self, answer: Answer, label: str, asker: Asker = READER) -> Answer:
        """The answer to a button of an answer."""
        from newsroom.tokens import decode  # noqa: PLC0415

        for action in answer.actions:
            if self.texts.say(action.label, UTC) == label:
                intent = decode(action.token)
                assert intent is not None
                return await self.desk.answer(Question(intent=intent, asker=asker))
        raise AssertionError(f"no button {label!r} among {self.labels(answer)}")

    def labels(self, answer: Answer) -> list[str]:
        """What the buttons say."""
        return [self.texts.say(a.label, UTC) for a in answer.actions]

    def words(self, answer: Answer) -> str:
        """All that a reader sees, line by line."""
        prompt = [self.texts.say(answer.prompt.text, UTC)] if answer.prompt else []
        return "\n".join([*map(self._line, answer.blocks), *prompt])

    def _line(self, block: Block) -> str:
        if isinstance(block, Quote | Announcement):
            return block.text
        if isinstance(block, Listed):
            note = f" ({self.texts.say(block.note, UTC)})" if block.note else ""
            return credit(block.source, self.texts, UTC) + note
        return self.texts.say(block.text, UTC)

    async def hand_over(
        self, text: str, *, source: str | None = None, sent: datetime | None = None
    ) -> Answer:
        """An article handed over by the admin; the receipt."""
        key = f"test:{hash((text, source, self.at))}"
        return await self.intake.hand_over(
            NewSubmission(
                key=key, text=text, received=self.at, source=source, sent=sent, user_id=ADMIN.user_id
            )
        )

    async def fill(self) -> None:
        """Stores the bundled samples."""
        for sample in samples.load():
            await self.intake.hand_over(talk.submission(sample, self.at))


async def assert_verbatim(storage: Storage, answer: Answer) -> int:
    """Every quote is a stored article's own text, with that article's source, date and link; how many."""
    quotes = [block for block in answer.blocks if isinstance(block, Quote)]
    async with storage.read() as work:
        for quote in quotes:
            for source in (quote.source, *quote.others):
                article = await work.articles.get(source.article_id)
                assert article is not None, quote
                assert (source.name, source.url, source.sample) == (
                    article.source,
                    article.url,
                    article.sample,
                )
                assert (source.published.at if source.published else None) == article.published
                if source is quote.source:
                    whole = article.title if quote.kind is QuoteKind.HEADLINE else article.body
                    assert quote.text.strip()
                    assert whole == quote.text or (
                        quote.kind is not QuoteKind.HEADLINE and quote.text in whole
                    ), quote
    return len(quotes)


def key(answer: Answer) -> set[str]:
    """The keys of the bot's own words in an answer."""
    return {b.text.key for b in answer.blocks if not isinstance(b, Quote | Listed | Announcement)}
