"""The terminal's face: answers as lines, buttons as numbers."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator, Sequence
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given

from bot import terminal
from bot.terminal import Terminal
from newsroom.answer import Action, Answer, Block, Chart, QuoteKind, Text
from newsroom.intents import Latest, Topics
from storage.database import Storage
from tests.handlers.answers import BLOCKS, announced, answer, heading, item, listed, notice, quote, source
from tests.handlers.words import WORDS
from tests.newsroom.house import House

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
LONG = "The harbour office said that the last coal crane on the north quay was switched off on Thursday. " * 9


class Screen(io.StringIO):
    """A terminal to write to."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def plain(*blocks: Block, actions: Sequence[Action] = ()) -> list[str]:
    """The lines of an answer that is piped."""
    out = io.StringIO()
    Terminal(WORDS, UTC, out).show(Answer(blocks=blocks, actions=tuple(actions)))
    return out.getvalue().splitlines()


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """A terminal of 40 columns that shows colours, whatever the tests run in."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "40")
    return Screen()


@pytest.fixture
async def house(samples_file: Path) -> AsyncIterator[House]:
    """A newsroom with the samples."""
    storage = Storage.open(f"sqlite:///{samples_file}")
    yield House(storage=storage)
    await storage.close()


class TestLines:
    """An answer on paper."""

    def test_blocks_are_paragraphs(self) -> None:
        """Blocks are apart by a blank line, list lines are together, a quote has its credit under it."""
        assert plain(
            heading("Found"), notice("Two things."), item("one"), item("two"), quote("It is so.")
        ) == [
            *("Found", "", "Two things.", "", "  one", "  two", "", "It is so."),
            "  — Sample Wire, 23 Oct 2024 · https://example.org/a?b=1&c=2 · #12",
        ]

    def test_a_credit_says_what_is_not_known(self) -> None:
        """A credit names sample data, an unnamed source and an absent date, and leaves out an absent link."""
        unknown = source(name=None, published=None, url=None, sample=True)
        others = (source(article_id=3), source(article_id=4))
        assert plain(quote("It is so.", of=unknown, note="he: Ann Poe", others=others)) == [
            "It is so.",
            "  [he: Ann Poe]",
            "  — source not stated (sample), arrived 12 Oct 2024 · #12 · also in 2",
        ]

    def test_one_credit_for_a_headline_and_its_sentences(self) -> None:
        """A headline and the sentences right under it are one piece, with one credit at its end."""
        lines = plain(quote("It is so", kind=QuoteKind.HEADLINE), quote("It is so."), quote("It was."))
        assert lines[:3] == ["It is so", "It is so.", "It was."]
        assert [line for line in lines if "—" in line] == [lines[3]]

    def test_a_listed_report_is_a_line(self) -> None:
        """A report in a list is its credit with what is noted of it; the lines stand together."""
        assert plain(listed(source(url=None)), listed(source(article_id=3), "copy")) == [
            "  Sample Wire, 23 Oct 2024 · #12",
            "  Sample Wire, 23 Oct 2024 (copy) · https://example.org/a?b=1&c=2 · #3",
        ]

    def test_an_announcement_says_whose_words_it_is(self) -> None:
        """The operators' words stand under the line that says that they are theirs."""
        assert plain(announced("Away on Sunday.")) == [
            WORDS.say(Text.of("broadcast.mark"), UTC),
            "Away on Sunday.",
        ]

    def test_a_picture_has_its_place(self) -> None:
        """Where a picture goes in Telegram, a line says so."""
        out = io.StringIO()
        chart = Chart(title=Text.of("say.this", words="By day"), days=(), panels=())
        Terminal(WORDS, UTC, out).show(Answer(blocks=(notice("Numbers."),), chart=chart))
        assert out.getvalue().splitlines() == ["Numbers.", "", "[In Telegram a picture follows: By day]"]

    def test_buttons_are_numbers(self) -> None:
        """The buttons stand in one last line, each with the number that presses it."""
        actions = [Action.of(Text.of("button.more"), Latest()), Action.of(Text.of("button.newer"), Topics())]
        assert plain(notice("Done."), actions=actions) == ["Done.", "", "[1] More  [2] Back"]

    def test_long_lines_stay_whole_in_a_pipe(self) -> None:
        """A sentence is one line for the program that reads it, however long."""
        assert plain(quote(LONG.strip()))[0] == LONG.strip()

    @given(BLOCKS)
    def test_no_article_controls_a_terminal(self, block: Block) -> None:
        """Piped output has no escape code, whatever an article holds."""
        out = io.StringIO()
        Terminal(WORDS, UTC, out).show(answer(block))
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", out.getvalue())

    def test_an_escape_code_is_made_visible(self) -> None:
        """Where a text has an escape code, a mark stands for what would have moved the cursor."""
        assert plain(quote("It\x1b[2J is\x9b1m so."))[0] == "It\ufffd[2J is\ufffd1m so."


class TestScreen:
    """An answer on a terminal."""

    def test_is_styled(self, screen: Screen) -> None:
        """Headings and credits are set apart by style, and the words are those of the piped answer."""
        blocks = (heading("Found"), quote("It is so.", of=source(url=None)))
        Terminal(WORDS, UTC, screen).show(answer(*blocks))
        styled = screen.getvalue()
        assert styled.startswith("\x1b[1;4mFound\x1b[0m")
        assert ESCAPES.sub("", styled).splitlines() == plain(*blocks)

    def test_long_lines_are_wrapped(self, screen: Screen) -> None:
        """A long sentence is wrapped between words, and none is lost."""
        Terminal(WORDS, UTC, screen).show(answer(quote(LONG.strip(), of=source(url=None))))
        lines = ESCAPES.sub("", screen.getvalue()).splitlines()
        assert max(map(len, lines)) <= 40
        assert " ".join(" ".join(lines).split()).startswith(LONG.strip())

    def test_an_articles_own_codes_are_not_obeyed(self, screen: Screen) -> None:
        """Of all escape codes only the terminal's own are written."""
        Terminal(WORDS, UTC, screen).show(answer(quote("It \x1b]0;title\x07 is \x1b[31mso.")))
        assert "\x1b" not in ESCAPES.sub("", screen.getvalue())
        assert "\x1b[31m" not in screen.getvalue()


class TestChat:
    """Line after line."""

    async def say(self, house: House, *lines: str) -> list[str]:
        """What a chat prints for these lines, then the end of input."""
        out = io.StringIO()
        await terminal.chat(house.desk, Terminal(house.texts, UTC, out), iter(lines))
        return out.getvalue().splitlines()

    async def test_a_number_presses_a_button(self, house: House) -> None:
        """A number is the button of that number in the answer before, page after page."""
        first = await self.say(house, "/who Rutte")
        assert first[0] == "Mark Rutte"
        assert first[-1].startswith("[1] More  [2] Quotes  [3] Timeline")
        both = await self.say(house, "/who Rutte", "5")
        assert both[: len(first)] == first
        assert both[len(first)] == "Articles that name Mark Rutte"
        turned = await self.say(house, "/who Rutte", "1", "1")
        assert turned[-1].startswith("[1] ")
        assert turned[len(first)] == "Mark Rutte"

    @pytest.mark.parametrize("number", ["0", "9", "99999999999999999999999999", "٤٢"])
    async def test_a_wrong_number_is_told(self, house: House, number: str) -> None:
        """A number without a button is told, and the buttons stay."""
        first = await self.say(house, "/who Rutte")
        lines = await self.say(house, "/who Rutte", number, "5")
        assert lines[len(first)] == f"There is no button {number[:20]} here."
        assert lines[len(first) + 1] == "Articles that name Mark Rutte"

    async def test_a_number_without_buttons_is_a_question(self, house: House) -> None:
        """Before any answer there is nothing to press, and a number is asked of the archive."""
        assert not any("no button" in line for line in await self.say(house, "1"))

    async def test_blank_lines_say_nothing(self, house: House) -> None:
        """Enter alone is no question."""
        assert await self.say(house, "", "   ", "\t") == []

    @pytest.mark.parametrize("word", ["/quit", "/exit", "  /quit  "])
    async def test_quit(self, house: House, word: str) -> None:
        """/quit ends the chat; what follows is not asked."""
        assert await self.say(house, word, "/who Rutte") == []

    async def test_refusals_are_said_and_the_chat_goes_on(self, house: House) -> None:
        """A wrong command is answered, and the next line is heard."""
        lines = await self.say(house, "/nonsense", "/topics")
        assert lines[0].startswith("There is no command /nonsense")
        assert "Topics in the archive" in lines


class TestTyping:
    """What is typed."""

    def test_lines_until_the_end(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Lines come as they are piped in, without a prompt, until the input ends."""
        monkeypatch.setattr("sys.stdin", io.StringIO("/latest\n\nlast"))
        assert list(terminal.typed_lines("> ")) == ["/latest", "", "last"]
        assert capsys.readouterr().out == ""
