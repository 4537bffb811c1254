"""What becomes of a submission: of each of its links, when it is taken back, and when its chat is gone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import ParamSpec, TypeVar

import pytest

from handlers.render import render
from newsroom import intake, parcels, reading
from newsroom.answer import Answer, Quote
from newsroom.credit import credit
from newsroom.errors import Refused, Trouble
from newsroom.intake import Intake
from newsroom.question import Asker
from storage.chat_values import ChatKind
from storage.inbox_values import NewSubmission
from storage.values import Article, Precision
from tests.newsroom.house import ADMIN, READER, House, in_place, key
from tests.storage.making import taken

P = ParamSpec("P")
T = TypeVar("T")
ONE, TWO, DEAD, AWAY = (f"https://news.example/{name}" for name in ("one", "two", "dead", "away"))
IN_GROUP = Asker(chat_id=-5, kind=ChatKind.GROUP, user_id=7, admin=True)
TALKS = "Talks open in Exampleton\n\nDelegates of both sides met in Exampleton on Monday. They stay a week."


def page(title: str, *sentences: str) -> str:
    """A page with one article."""
    text = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    head = f"<html><head><title>{title}</title></head>"
    return f"{head}<body><article><h1>{title}</h1>{text}</article></body></html>"


PAGES = {
    ONE: page(
        "The bridge of Exampleton reopens",
        "The bridge of Exampleton reopened on Monday after two years of repairs, the mayor said.",
        "About nine hundred cars crossed it in the first hour, according to the town's engineers.",
    ),
    TWO: page(
        "Sampleville buys a second ferry",
        "The council of Sampleville bought a second ferry for the northern islands on Tuesday.",
        "It carries three hundred passengers and sails from March, the harbour master told reporters.",
    ),
}


async def _forward(house: House, text: str, number: int = 1) -> int:
    """Something handed over in the admin's chat and acknowledged there; its id."""
    new = NewSubmission(
        key=f"7:{number}", text=text, received=house.at, chat_id=7, message_id=number, user_id=7
    )
    async with house.storage.write() as work:
        await work.chats.touch(7, ChatKind.PRIVATE)
        submission_id, _ = await work.inbox.put(new)
        await work.inbox.receipt(submission_id, 1000 + number)
    return submission_id


async def _receipts(house: House) -> list[tuple[int | None, Answer]]:
    """What waits to be sent: the submission that each is a receipt of, and the answer.

    Without word of those that are tried again.
    """
    return [each for each in await _letters(house) if key(each[1]) != {"intake.again"}]


async def _letters(house: House) -> list[tuple[int | None, Answer]]:
    async with house.storage.write() as work:
        found = await taken(work, house.at)
    letters = [parcels.load(parcel.payload) for parcel in found]
    return [(letter.submission_id, letter.answer) for letter in letters]


async def _articles(house: House) -> list[Article]:
    async with house.storage.read() as work:
        return [article async for article in work.articles.export()]


async def test_a_dead_link_loses_no_other(empty_house: House) -> None:
    """Of several links each page that can be had is stored, and each that cannot is named with why."""
    house = empty_house
    house.pages = {**PAGES, DEAD: "<html><body></body></html>"}
    house.away = {AWAY}
    lost = "https://news.example/lost"
    receipt = await house.hand_over("\n".join([ONE, lost, DEAD, AWAY, TWO]))
    words = house.words(receipt)
    assert [a.url for a in await _articles(house)] == [ONE, TWO]
    assert f"There is no page at {lost}" in words
    assert f"{DEAD} was not stored. " in words
    assert f"The server of {AWAY} did not answer in time" in words
    assert "Undo" in house.labels(receipt)


async def test_addresses_of_other_kinds_are_told_and_lose_no_link(empty_house: House) -> None:
    """Beside links they are named one by one; the pages that can be read are stored."""
    house = empty_house
    house.pages |= PAGES
    receipt = await house.hand_over(f"ftp://news.example/a\n{ONE}\nfile:///etc/hostname")
    said = house.words(receipt)
    assert "Stored #1" in said
    for address in ("ftp://news.example/a", "file:///etc/hostname"):
        assert f'"{address}" is not a web address' in said


async def test_links_that_all_fail_for_now_are_tried_again(empty_house: House) -> None:
    """Where nothing could be had and some server may answer later, it is tried again after a while."""
    house = empty_house
    house.pages = PAGES
    house.away = {ONE}
    await _forward(house, f"{ONE}\n{DEAD}")
    assert await house.intake.work_off()
    assert not await house.intake.work_off()
    assert await _receipts(house) == []
    house.away.clear()
    house.later(minutes=5)
    assert await house.intake.work_off()
    [(_, receipt)] = await _receipts(house)
    assert [a.url for a in await _articles(house)] == [ONE]
    assert f"There is no page at {DEAD}" in house.words(receipt)


async def test_tries_end(empty_house: House) -> None:
    """After three tries the receipt names every link and why it failed; a dead link alone is tried once."""
    house = empty_house
    house.away = {ONE, TWO}
    await _forward(house, f"{ONE}\n{TWO}")
    tries = 0
    while not (found := await _receipts(house)):
        tries += await house.intake.work_off()
        house.later(minutes=5)
    assert tries == 3
    [(_, receipt)] = found
    assert receipt.refused
    assert ONE in house.words(receipt)
    assert TWO in house.words(receipt)
    await _forward(house, DEAD, 2)
    await house.intake.work_off()
    [(_, refused)] = await _receipts(house)
    assert key(refused) == {"unfetchable.gone"}


@dataclass(kw_only=True)
class Meddled(House):
    """A newsroom in which something happens, or goes wrong, while a submission is read."""

    meanwhile: list[Callable[[], Awaitable[object]]] = field(default_factory=list)
    jobs: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        self.intake = Intake(
            storage=self.storage,
            offload=self._job,
            fetch=self._fetch,
            clock=self.now,
            ranker="sitrep",
            parse=self._job,
        )

    async def _job(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        self.jobs += 1
        if self.meanwhile:
            await self.meanwhile.pop()()
        return await in_place(function, *args, **kwargs)


@pytest.fixture
def meddled(empty_house: House) -> Meddled:
    """The test's empty archive."""
    return Meddled(storage=empty_house.storage)


@pytest.mark.parametrize(
    ("error", "tries"), [(Refused("error.too_long"), 1), (Trouble("error.worker"), 3)], ids=str
)
async def test_too_long_is_not_tried_again(meddled: Meddled, error: Exception, tries: int) -> None:
    """What takes too long would again and is refused at once; a worker that died is tried three times."""

    async def fail() -> None:
        raise error

    meddled.meanwhile = [fail] * 9
    await _forward(meddled, TALKS)
    while not (found := await _receipts(meddled)):
        await meddled.intake.work_off()
        meddled.later(minutes=5)
    assert found[0][1].refused
    assert meddled.jobs == tries


async def test_undo_before_it_is_read(empty_house: House) -> None:
    """/undo right after a forward takes that one back, unread, and its receipt says so; no older one goes."""
    house = empty_house
    await house.hand_over(TALKS)
    newest = await _forward(house, "Another report\n\nThe market of Sampleville opened on Monday. It rained.")
    undone = await house.ask("/undo", ADMIN)
    assert "Taken back before it was read" in house.words(undone)
    house.later(minutes=10)
    assert not await house.intake.work_off()
    [(submission_id, receipt)] = await _receipts(house)
    assert submission_id == newest
    assert "Taken back before it was read" in house.words(receipt)
    assert [a.id for a in await _articles(house)] == [1]
    assert "Taken back: article #1" in house.words(await house.ask("/undo", ADMIN))
    assert (await house.ask("/undo", ADMIN)).refused


async def test_undo_while_it_is_read(meddled: Meddled) -> None:
    """What is taken back while it is being read is not stored, and is receipted once."""
    submission_id = await _forward(meddled, TALKS)
    meddled.meanwhile = [lambda: meddled.ask("/undo", ADMIN)]
    assert await meddled.intake.work_off()
    assert await _articles(meddled) == []
    [(receipt_of, receipt)] = await _receipts(meddled)
    assert receipt_of == submission_id
    assert key(receipt) == {"undo.withdrawn"}


async def test_undo_of_a_failing_one(meddled: Meddled) -> None:
    """What is taken back and then cannot be read is brought back by no second try, and receipted once."""

    async def fail() -> None:
        await meddled.ask("/undo", ADMIN)
        raise Trouble("error.worker")

    await _forward(meddled, TALKS)
    meddled.meanwhile = [fail]
    await meddled.intake.work_off()
    meddled.later(minutes=10)
    assert not await meddled.intake.work_off()
    assert [key(receipt) for _, receipt in await _receipts(meddled)] == [{"undo.withdrawn"}]


async def test_undo_of_what_stored_nothing_takes_no_older_one(empty_house: House) -> None:
    """After a repetition, which stored nothing, /undo deletes no earlier article in its stead."""
    house = empty_house
    await house.hand_over(TALKS)
    house.later(minutes=1)
    await house.hand_over(TALKS)
    undone = await house.ask("/undo", ADMIN)
    assert undone.refused
    assert "nothing is stored" in house.words(undone)
    assert len(await _articles(house)) == 1


async def test_forgotten_while_it_is_read(meddled: Meddled) -> None:
    """Who is forgotten while their submission is read gets no receipt; the article is stored."""
    await _forward(meddled, TALKS)

    async def forget() -> None:
        await meddled.press(await meddled.ask("/forgetme", ADMIN), "Yes, delete it", ADMIN)

    meddled.meanwhile = [forget]
    assert await meddled.intake.work_off()
    assert len(await _articles(meddled)) == 1
    assert await _receipts(meddled) == []


async def test_forgotten_while_it_is_refused(meddled: Meddled) -> None:
    """The same where nothing could be read."""
    await _forward(meddled, "Share\n\nPrint")

    async def forget() -> None:
        await meddled.press(await meddled.ask("/forgetme", ADMIN), "Yes, delete it", ADMIN)

    meddled.meanwhile = [forget]
    assert await meddled.intake.work_off()
    assert await _receipts(meddled) == []


async def test_long_work_keeps_its_lease(meddled: Meddled) -> None:
    """However long reading takes, nobody else takes the submission up while its worker lives."""
    await _forward(meddled, TALKS)
    taken_up: list[bool] = []
    other = House(storage=meddled.storage)

    async def linger() -> None:
        for _ in range(20):
            await meddled.intake.renew()
            meddled.later(seconds=intake.RENEWAL.total_seconds())
            other.at = meddled.at
            taken_up.append(await other.intake.work_off())

    meddled.meanwhile = [linger]
    assert await meddled.intake.work_off()
    assert not any(taken_up)
    assert len(taken_up) == 20
    assert len(await _receipts(meddled)) == 1


async def test_dead_worker_is_followed_soon(meddled: Meddled) -> None:
    """Half a minute after a worker died in mid-work, its submission is taken up, and stored once."""
    await _forward(meddled, TALKS)

    async def die() -> None:
        raise KeyboardInterrupt

    meddled.meanwhile = [die]
    with pytest.raises(KeyboardInterrupt):
        await meddled.intake.work_off()
    heir = House(storage=meddled.storage, at=meddled.at)
    assert not await heir.intake.work_off()
    heir.later(seconds=30)
    assert await heir.intake.work_off()
    assert len(await _receipts(heir)) == 1


async def test_copies_outlive_an_undo(empty_house: House) -> None:
    """Undo of an original that another source repeats takes nothing away, and says what is in its way."""
    house = empty_house
    receipt = await house.hand_over(TALKS, source="Sample Wire")
    house.later(minutes=1)
    await house.hand_over(TALKS, source="Sample Courier")
    undone = await house.press(receipt, "Undo", ADMIN)
    assert "Article #1 stays" in house.words(undone)
    assert "#2" in house.words(undone)
    assert [a.source for a in await _articles(house)] == ["Sample Wire", "Sample Courier"]


async def test_undo_of_the_rest(empty_house: House) -> None:
    """Of several articles those that nobody repeats are taken back; the answer names both kinds."""
    house = empty_house
    house.pages = PAGES
    receipt = await house.hand_over(f"{ONE}\n{TWO}", source="Sample Wire")
    first, _second = await _articles(house)
    house.later(minutes=1)
    await house.hand_over(f"{first.title}\n\n{first.body}", source="Sample Courier")
    words = house.words(await house.press(receipt, "Undo", ADMIN))
    assert "Taken back: article #2." in words
    assert "Article #1 stays" in words
    assert [a.id for a in await _articles(house)] == [1, 3]


async def test_delete_names_the_copies(empty_house: House) -> None:
    """Before an original is deleted its copies are shown; they stay, and one of them takes its place."""
    house = empty_house
    await house.hand_over(TALKS, source="Sample Wire")
    for source in ("Sample Courier", "Sample Herald"):
        house.later(minutes=1)
        await house.hand_over(TALKS, source=source)
    asked = await house.ask("/delete 1", ADMIN)
    assert "Its copies stay (#2, #3), and #2 takes its place." in house.words(asked)
    done = await house.press(asked, "Yes, delete it", ADMIN)
    assert "Deleted: article #1. Its copy #2 takes its place." in house.words(done)
    assert [(a.id, a.original_id) for a in await _articles(house)] == [(2, None), (3, 2)]


async def test_same_address_with_another_text(empty_house: House) -> None:
    """A page that changed since it was stored replaces its article, by whatever link it was found."""
    house = empty_house
    house.pages = dict(PAGES)
    first = await house.hand_over(ONE)
    assert "same address" not in house.words(first)
    house.later(minutes=1)
    house.pages = {f"{ONE}?utm_source=x": PAGES[ONE].replace("nine hundred", "ten thousand")}
    again = await house.hand_over(f"{ONE}?utm_source=x")
    assert "1 different number (10, before 9)" not in house.words(again)
    assert "Updated #1, which came from the same address" in house.words(again)
    assert [a.url for a in await _articles(house)] == [ONE]


async def test_very_long_text_is_cut(empty_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a text beyond all measure the beginning is stored, whole words of it, and the receipt says so."""
    monkeypatch.setattr(reading, "LONGEST", 3000)
    house = empty_house
    sentences = [f"Report number {n} says that the road of Exampleton was open on Monday." for n in range(90)]
    receipt = await house.hand_over("A long report\n\n" + "\n".join(sentences))
    [article] = await _articles(house)
    assert 2900 < len(article.body) <= 3000
    assert "\n".join(sentences).startswith(article.body)
    assert "receipt.cut" in key(receipt)
    house.later(minutes=1)
    short = await house.hand_over(TALKS)
    assert "receipt.cut" not in key(short)


async def test_sentences_that_were_left_out_are_told(empty_house: House) -> None:
    """The admin sees how much was taken for the page around an article, and how to hand it over after all."""
    house = empty_house
    said = "I read that the talks cost nine thousand a day and that nobody of our town was ever asked for it"
    comments = ["Comments", "Jane Doe says:", f"{said}.", "Reply"]
    receipt = await house.hand_over("\n".join([TALKS, *comments]))
    [article] = await _articles(house)
    assert said not in article.body
    assert "receipt.left_out" in key(receipt)
    assert "“I read that the talks cost nine thousand a day and that nobody of our…”" in house.words(receipt)


async def test_a_part_that_comes_late_replaces_what_was_stored(empty_house: House) -> None:
    """When the rest of a paste comes after its beginning was stored, there is one article, the whole one."""
    house = empty_house
    head_id = await _forward(house, TALKS)
    assert await house.intake.work_off()
    assert len(await _articles(house)) == 1
    rest = "The talks end on Friday, a spokesman of the council told reporters."
    new = NewSubmission(key="7:2", text=rest, received=house.at, message_id=2, user_id=7, glue="\n\n")
    async with house.storage.write() as work:
        await work.inbox.join(new, head_id)
    assert await house.intake.work_off()
    assert not await house.intake.work_off()
    [article] = await _articles(house)
    assert article.body.endswith(rest)
    assert article.title == "Talks open in Exampleton"
    assert [receipt_of for receipt_of, _ in await _receipts(house)] == [head_id, head_id]


async def test_an_admins_own_title_stays_a_note(empty_house: House) -> None:
    """A page keeps its own headline; what an admin wrote beside the link is shown to admins, in private."""
    house = empty_house
    house.pages = PAGES
    new = NewSubmission(key="7:1", text=ONE, received=house.at, note="My own title")
    receipt = await house.intake.hand_over(new)
    [article] = await _articles(house)
    assert article.title == "The bridge of Exampleton reopens"
    assert house.words(receipt).endswith(
        "stay a note for admins; the headline is the page's own: My own title"
    )
    shown = [await house.press(receipt, "Article #1", who) for who in (ADMIN, READER, IN_GROUP)]
    assert ["My own title" in house.words(answer) for answer in shown] == [True, False, False]


async def test_a_page_without_a_headline_is_headed_by_its_own_words(empty_house: House) -> None:
    """Also there the admin's title heads nothing: no article said it."""
    house = empty_house
    sentence = "The bridge of Exampleton reopened on Monday after two years of repairs, the mayor said."
    house.pages = {ONE: f"<body><article><p>{sentence}</p><p>Cars crossed it all day long.</p></article>"}
    await house.intake.hand_over(NewSubmission(key="7:1", text=ONE, received=house.at, note="My own title"))
    [article] = await _articles(house)
    assert sentence.startswith(article.title.rstrip("…"))


async def test_a_headline_beside_its_link_is_no_news(empty_house: House) -> None:
    """Apps share a page as its headline and its address; the receipt then repeats nothing."""
    house = empty_house
    house.pages = PAGES
    note = "The Bridge of Exampleton\nreopens"
    receipt = await house.intake.hand_over(NewSubmission(key="7:1", text=ONE, received=house.at, note=note))
    assert "note" not in house.words(receipt)


async def test_a_receipt_says_once_what_is_missing(empty_house: House) -> None:
    """Under the quotes, with a button that adds it; of several articles one line says how."""
    house = empty_house
    receipt = await house.hand_over(TALKS)
    (message,) = render(receipt, house.texts, UTC, bot_username="bot")
    assert message.text.count("not stated") == 1
    assert house.labels(receipt) == ["Article #1", "Add source and date", "Undo"]
    house.later(minutes=1)
    dated = await house.hand_over(TALKS.replace("Exampleton", "Sampleville"), source="Wire")
    assert "Add date" in house.labels(dated)
    house.pages = PAGES
    both = await house.hand_over(f"{ONE}\n{TWO}")
    assert house.words(both).count("/edit") == 1


async def test_pictures_without_words_are_told_politely(empty_house: House) -> None:
    """What has no text is refused in one sentence that says what to do."""
    house = empty_house
    await _forward(house, "")
    await house.intake.work_off()
    [(_, receipt)] = await _receipts(house)
    assert house.words(receipt).startswith("There is no text in this. Forward or paste")


async def test_what_cannot_be_believed_is_not_stored(empty_house: House) -> None:
    """A day that is yet to come is no publication; the text stays."""
    house = empty_house
    receipt = await house.hand_over(TALKS.replace("\n\n", "\nPublished: 3 March 2031\n\n", 1))
    [article] = await _articles(house)
    assert article.published is None
    assert "The date 2031-03-03 lies in the future, so it was not believed" in house.words(receipt)
    assert "Delegates" in article.body


async def test_what_comes_with_a_text_is_judged_too(empty_house: House) -> None:
    """A channel's name is one that can be read, and a feed that dates its entry to come gives no date."""
    house = empty_house
    await house.hand_over(TALKS, source="\u202eSample\u202c Wire", sent=house.at + timedelta(days=400))
    [article] = await _articles(house)
    assert (article.source, article.published) == ("Sample Wire", None)


async def test_what_a_person_passed_on_is_dated_by_that_at_last(empty_house: House) -> None:
    """A page's own date and a text's go before; that it was out by then is said, and is no more than that."""
    house, sent = empty_house, empty_house.at - timedelta(days=9)
    house.pages = {ONE: PAGES[ONE], TWO: PAGES[TWO].replace("</h1>", "</h1><p>Published: 1 April 2026</p>")}
    receipt = await house.hand_over(TALKS, sent=sent)
    assert "Add source and date" in house.labels(receipt)
    for link in (ONE, TWO):
        await house.hand_over(link, sent=sent)
    known = [(each.published, each.precision, each.source) for each in await _articles(house)]
    assert known[:2] == [(sent, Precision.SENT, None)] * 2
    assert known[2] == (datetime(2026, 4, 1, tzinfo=UTC), Precision.DAY, None)
    assert [each.stated is None for each in await _articles(house)] == [True, True, False]
    (quote, *_) = [block for block in receipt.blocks if isinstance(block, Quote)]
    assert credit(quote.source, house.texts, UTC) == "source not stated, not dated, passed on 25 Apr 2026"


async def test_what_a_page_said_of_its_date_is_kept_over_a_persons(empty_house: House) -> None:
    """A new text of a page that states no date any more does not get the day on which it was passed on."""
    house, dated = empty_house, '<meta property="article:published_time" content="2026-04-03"><title>'
    house.pages[ONE] = PAGES[ONE].replace("<title>", dated)
    await house.hand_over(ONE, sent=house.at)
    house.pages[ONE] = PAGES[ONE].replace("nine hundred", "eight hundred")
    house.later(hours=1)
    assert "Updated #1" in house.words(await house.hand_over(ONE, sent=house.at))
    assert [each.published for each in await _articles(house)] == [datetime(2026, 4, 3, tzinfo=UTC)]


@pytest.mark.parametrize("typed", ["http://", "javascript:alert(1)", "www.paper", "ftp://paper.example/a"])
async def test_what_only_looks_like_a_link_is_said_to_be_none(empty_house: House, typed: str) -> None:
    """A broken address is not answered as if it were a text without an article."""
    house = empty_house
    answer = await house.hand_over(typed)
    assert answer.refused
    assert "is not a web address" in house.words(answer)
