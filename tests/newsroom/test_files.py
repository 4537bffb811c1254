"""Files that were handed over become articles, each once, and one clear receipt."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from newsroom import parcels
from newsroom.answer import Answer
from newsroom.errors import Refused, Trouble
from newsroom.intake import Intake
from storage.chat_values import ChatKind
from storage.database import Storage
from storage.inbox_values import NewSubmission
from tests.ingest import layouts
from tests.ingest.documents import column, docx, mail, pdf, pdf_of, zipped
from tests.newsroom.house import ADMIN, House, key

P = ParamSpec("P")
T = TypeVar("T")
BRIDGE = "\n".join(layouts.BRIDGE)
HARVEST = "\n".join(layouts.HARVEST)
PLACES = ["Arden", "Selm", "Dorvale", "Korna", "Mirov", "Talsk", "Velden", "Oskari", "Brenta", "Lumino"]


def text(number: int) -> str:
    """Of no two numbers are the texts copies of each other."""
    place, other = PLACES[number % 10], PLACES[(number // 10 + number + 3) % 10]
    return (
        f"The council of {place} counted {number * 37 + 11} barges near {other} in {1950 + number}. "
        f"Ferry number {number * 91 + 5} of {other} was sold to {place} for {number * 13 + 2} crowns. "
        f"Its captain, Ilan {other}{number}, said that {number + 2} winters were enough for {place}."
    )


def lines(count: int, **more: str) -> bytes:
    """So many records, a line each."""
    records = [{"title": f"Report {n}", "text": text(n), "source": "Wire", **more} for n in range(count)]
    return "\n".join(json.dumps(record) for record in records).encode()


class Killed(BaseException):
    """The process ends here."""


@dataclass(kw_only=True)
class Desk(House):
    """A newsroom to which files are sent. ``deaths``: before which jobs the process is killed."""

    files: dict[str, bytes] = field(default_factory=dict)
    asked: int = 0
    deaths: set[int] = field(default_factory=set)
    broken: Callable[[object], bool] = lambda _: False
    jobs: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        self.intake = Intake(
            storage=self.storage,
            offload=self._job,
            parse=self._job,
            fetch=self._fetch,
            clock=self.now,
            ranker="sitrep",
        )

    async def _job(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        self.jobs += 1
        if self.jobs in self.deaths:
            raise Killed
        if self.broken((args, kwargs)):
            raise Trouble("error.worker")
        return function(*args, **kwargs)

    async def send(self, name: str, data: bytes, *, file_type: str = "", **more: str) -> int:
        """Hands a file over; the number of its submission."""
        file_id = f"f{len(self.files)}"
        self.files[file_id] = data
        new = NewSubmission(
            key=f"7:{file_id}", text=more.pop("text", ""), received=self.at, chat_id=ADMIN.chat_id,
            message_id=len(self.files), user_id=ADMIN.user_id, file_id=file_id, file_name=name,
            file_type=file_type, source=more.get("source"), note=more.get("note"),
        )  # fmt: skip
        async with self.storage.write() as work:
            await work.chats.touch(ADMIN.chat_id, ChatKind.PRIVATE)
            submission_id, _ = await work.inbox.put(new)
            await work.inbox.receipt(submission_id, 1)
        return submission_id

    async def download(self, file_id: str, path: Path) -> None:
        """What Telegram does."""
        self.asked += 1
        if file_id not in self.files:
            raise Refused("file.gone")
        await asyncio.to_thread(path.write_bytes, self.files[file_id])

    async def read(self) -> str:
        """Works off all files; the newest receipt, in words."""
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self.intake.take_files(stop, download=self.download, pause=0.01))
            while True:
                await asyncio.sleep(0.02)
                self.later(seconds=4)
                await self.intake.renew()
                async with self.storage.read() as work:
                    if not await work.inbox.waiting():
                        break
            stop.set()
        return self.words(await self.receipt())

    async def receipt(self) -> Answer:
        """The newest receipt, once it is more than that another try follows."""
        async with self.storage.write() as work:
            (claimed,) = await work.outbox.claim(self.at, lease=timedelta(0), limit=9)
            await work.outbox.done(claimed.id, self.at, 1)
        answer = parcels.load(claimed.payload).answer
        return await self.receipt() if key(answer) == {"intake.again"} else answer

    async def bodies(self) -> list[str]:
        """The texts of all articles that are stored, in their order."""
        async with self.storage.read() as work:
            return [article.body async for article in work.articles.export()]


@pytest.fixture
def desk(storage: Storage) -> Desk:
    """A newsroom without articles."""
    return Desk(storage=storage)


PAGE = f"<html><head><title>T</title></head><body><h1>{layouts.BRIDGE_TITLE}</h1>" + "".join(
    f"<p>{row}</p>" for row in layouts.BRIDGE
)


@pytest.mark.parametrize(
    ("name", "file_type", "data"),
    [
        ("a.txt", "", f"{layouts.BRIDGE_TITLE}\n\n{BRIDGE}".encode()),
        ("a.html", "", PAGE.encode()),
        ("a.bin.pdf", "", PAGE.encode()),
        ("a.eml", "", mail(BRIDGE, Subject="Bridge").as_bytes()),
        ("a.pdf", "", pdf([column(layouts.BRIDGE)])),
        ("", "application/pdf", pdf([column(layouts.BRIDGE)])),
        ("a.txt", "", pdf([column(layouts.BRIDGE)])),
        ("a.docx", "", docx(layouts.BRIDGE)),
        ("a.json", "", json.dumps({"text": BRIDGE, "source": "Wire"}).encode()),
        ("a.jsonl", "", json.dumps([{"text": BRIDGE}]).encode()),
        ("a.zip", "", zipped({"b/a.pdf": pdf([column(layouts.BRIDGE)])})),
        ("", "", zipped({"r.jsonl": json.dumps({"text": BRIDGE}).encode()})),
    ],
)
async def test_every_kind(desk: Desk, name: str, file_type: str, data: bytes) -> None:
    """A file of every kind is stored as its one article, whatever it is called; twice it is stored once."""
    await desk.send(name, data, file_type=file_type)
    assert "Stored #1" in await desk.read()
    assert await desk.bodies() == [BRIDGE]
    await desk.send(name, data, file_type=file_type)
    assert "Already stored as #1" in await desk.read()
    assert await desk.bodies() == [BRIDGE]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b" \n", "There is no text in this"),
        ("a.pdf", b"%PDF-1.4 and nothing else", "damaged"),
        ("a.docx", b"PK\x03\x04 no more", "damaged"),
        ("a.zip", b"words", "damaged"),
        ("a.pdf", pdf([[]]), "pictures of pages"),
        ("a.pdf", pdf_of([b""], more=f"/Encrypt<</Filter/Standard/V 1/R 2/O({'a' * 32})/U({'b' * 32})/P -4>>"
                         "/ID[(a)(a)]"), "locked by a password"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "Of office files only .docx"),
        ("a.zip", zipped({"b.zip": zipped({"a.txt": BRIDGE.encode()})}), "archive within an archive"),
        ("a.zip", zipped({"a.txt": bytes(8 << 20)}), "too large"),
        ("a.zip", zipped({}), "There is no text in this"),
        ("a.pdf", pdf_of([zlib.compress(bytes(80 << 20))], packed=True), "too large"),
        ("a", b"MZ\x90\0" + bytes(range(256)) * 9, "kind are not read"),
        ("a.json", b'{"title": "x"', "This cannot be stored: it is not JSON at character 14."),
        ("a.json", b'{"title": "x"}', "neither a text nor an html"),
    ],
)  # fmt: skip
async def test_refusals_are_told_apart(desk: Desk, name: str, data: bytes, said: str) -> None:
    """Of what cannot be read the receipt says why; words under it, that are more than a note, are stored."""
    await desk.send(name, data)
    assert said in await desk.read()
    assert await desk.bodies() == []
    await desk.send(name, data, text=f"{layouts.HARVEST_TITLE}\n\n{HARVEST}")
    told = await desk.read()
    assert said in told
    assert "Stored #1" in told
    assert await desk.bodies() == [HARVEST]


async def test_many_records(desk: Desk) -> None:
    """Of a file of many it is told how many were stored, and which lines were not, and why."""
    good = lines(30).split(b"\n")
    bad = [b"{", b'{"text": 5}', b'{"title": "none"}', b"\xff\xfe"]
    await desk.send("wire.jsonl", b"\n".join([*good[:10], *bad, *good[10:]]), note="From the archive")
    told = (await desk.read()).split("\n")
    assert told[:3] == [
        "wire.jsonl: 30 articles stored",
        "They are numbered from #1 to #30.",
        "4 parts of it are not stored:",
    ]
    assert told[3] == "line 11: This cannot be stored: it is not JSON at character 2."
    assert told[4] == "line 12: This cannot be stored: the field text is not a text."
    assert told[-1] == "What you wrote under the file is not part of the article: From the archive"
    assert await desk.bodies() == [text(n) for n in range(30)]
    await desk.send("again.jsonl", lines(30))
    assert (await desk.read()).split("\n") == [
        "again.jsonl: nothing of it is stored",
        "30 were there already, with the same text.",
    ]


OTHERS = f"{layouts.HARVEST_TITLE}\n\n{HARVEST}"


@dataclass(kw_only=True)
class Visited(Desk):
    """A newsroom in which somebody hands an article over while a file is read."""

    async def _job(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        if text(4) in args:
            await self.intake.hand_over(NewSubmission(key="8:1", text=OTHERS, received=self.at, user_id=8))
        return await Desk._job(self, function, *args, **kwargs)


async def test_numbers_of_others_are_not_claimed(storage: Storage) -> None:
    """Where another article has one of the numbers between, receipt and undo say how many are the file's."""
    desk = Visited(storage=storage)
    await desk.send("wire.jsonl", lines(25))
    told = await desk.read()
    assert "They are 25 of the numbers from #1 to #26; the others are not of this file." in told
    undone = desk.words(await desk.ask("/undo", ADMIN))
    assert undone == "Undone: 25 of the articles from #1 to #26; the others stay."
    assert await desk.bodies() == [HARVEST]


async def test_an_archive_of_many(desk: Desk) -> None:
    """Every file in an archive is read, records too; each that is not is told by its name."""
    files = {f"{n}.txt": f"Report {n}\n\n{text(n)}".encode() for n in range(6)}
    files |= {"more/r.jsonl": lines(8)[len(lines(6)) + 1 :], "x.xlsx": b"x", "../y.txt": b"y", "z.txt": b""}
    await desk.send("a.zip", zipped(files))
    told = (await desk.read()).split("\n")
    assert told[0] == "a.zip: 8 articles stored"
    assert [row.partition(":")[0] for row in told[3:]] == ["x.xlsx", "../y.txt", "z.txt"]
    assert len(await desk.bodies()) == 8


@pytest.mark.parametrize("count", [3, 12])
async def test_killed_at_any_moment(storage: Storage, count: int) -> None:
    """A process that is killed before any step of reading a file leaves it to the next: each article once."""
    desk = Desk(storage=storage, deaths=set(range(1, 3 * count, 3)))
    await desk.send("wire.jsonl", lines(count))
    for _ in range(count * 3):
        try:
            told = await desk.read()
        except BaseExceptionGroup:
            desk.later(minutes=1)
            continue
        break
    assert await desk.bodies() == [text(n) for n in range(count)]
    assert ("12 articles stored" if count == 12 else "3 articles, 3 new") in told


async def test_one_that_kills_its_worker(desk: Desk) -> None:
    """A record at which the worker dies costs only itself."""
    desk.broken = lambda given: text(7) in str(given)
    await desk.send("wire.jsonl", lines(12))
    told = await desk.read()
    assert "11 articles stored" in told
    assert "line 8: Reading this failed: the worker process died" in told
    assert await desk.bodies() == [text(n) for n in range(12) if n != 7]


async def test_a_worker_that_dies_of_the_file(desk: Desk) -> None:
    """A file at which the worker dies is set aside after a few tries, and read when somebody says so."""
    desk.broken = lambda _: True
    number = await desk.send("a.txt", f"{layouts.BRIDGE_TITLE}\n\n{BRIDGE}".encode())
    told = await desk.read()
    assert "set aside" in told
    shown = await desk.ask("/inbox", ADMIN)
    assert "a.txt" in desk.words(shown)
    desk.broken = lambda _: False
    await desk.press(shown, f"Retry {number}", ADMIN)
    assert "Stored #1" in await desk.read()


async def test_taken_back_while_it_is_read(desk: Desk) -> None:
    """/undo of a file that is half filed takes back what is filed, and nothing more of it comes."""
    number = await desk.send("wire.jsonl", lines(12))
    desk.deaths = {8}
    with pytest.raises(BaseExceptionGroup):
        await desk.read()
    assert 0 < len(await desk.bodies()) < 12
    await desk.ask("/undo", ADMIN)
    assert await desk.bodies() == []
    async with desk.storage.read() as work:
        assert await work.inbox.waiting() == 0
        found = await work.inbox.get(number)
    assert found is not None
    assert found.progress is not None


async def test_from_a_channel(desk: Desk) -> None:
    """A file's own publisher goes before the channel that posted it; without one, that is its source."""
    await desk.send("a.eml", mail(BRIDGE, Subject="B", From="Paper <p@p.example>", List_Id="<p>").as_bytes(),
                    source="Channel")  # fmt: skip
    await desk.read()
    await desk.send("b.txt", f"{layouts.HARVEST_TITLE}\n\n{HARVEST}".encode(), source="Channel")
    await desk.read()
    async with desk.storage.read() as work:
        sources = [article.source async for article in work.articles.export()]
    assert sources == ["Paper", "Channel"]


async def test_gone(desk: Desk) -> None:
    """A file that Telegram has no more is refused."""
    await desk.send("a.txt", b"x")
    desk.files.clear()
    assert await desk.read() == "Telegram no longer has this file. Send it again."


async def test_what_is_left_out_of_a_record_is_told_by_its_line(desk: Desk) -> None:
    """A date, address or language that is not believed costs the record no more than that; each is told."""
    odd = {
        2: {"language": "klingon"},
        3: {"published": "2031-01-01"},
        5: {"url": "ftp://a.example/a", "published": "soon"},
    }
    rows = [{**json.loads(row), **odd.get(at, {})} for at, row in enumerate(lines(9).splitlines(), start=1)]
    await desk.send("a.jsonl", "\n".join(map(json.dumps, rows)).encode())
    said = await desk.read()
    assert "9 articles stored" in said
    assert "4 dates, addresses or languages of it were not believed:" in said
    assert (
        "line 2: The language klingon is no code such as en or pt-BR, so it was told from the text." in said
    )
    assert "line 3: The date 2031-01-01 lies in the future, so it was not believed and left out." in said
    assert "line 5: The date soon is none that can be told for sure, so it was left out." in said
    assert "line 5: The address ftp://a.example/a is none of the web and was left out." in said
    await desk.send("b.jsonl", json.dumps({"text": BRIDGE, "published": "2031-01-01"}).encode())
    assert "The date 2031-01-01 lies in the future" in await desk.read()


async def test_a_page_that_dates_itself_to_come_is_told(empty_house: House) -> None:
    """A page keeps its text, and the receipt says why it has no date."""
    page = PAGE.replace("<title>", '<meta property="article:published_time" content="2031-01-01"><title>')
    empty_house.pages["https://a.example/a"] = page
    receipt = await empty_house.hand_over("https://a.example/a")
    assert "The date 2031-01-01 lies in the future" in empty_house.words(receipt)
    empty_house.later(hours=1)
    again = empty_house.words(await empty_house.hand_over("https://a.example/a"))
    assert "Already stored as #1" in again
    assert "2031" not in again, "nothing of it is stored"
