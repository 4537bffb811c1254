"""The terminal's face: an answer as lines, and a chat in which buttons are numbers."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from datetime import tzinfo
from typing import TextIO, assert_never

from rich.console import Console
from rich.text import Text as Styled

from newsroom.answer import (
    Action,
    Announcement,
    Answer,
    Block,
    Heading,
    Item,
    Listed,
    Notice,
    Quote,
    QuoteKind,
    Source,
    Text,
)
from newsroom.credit import credit, credited
from newsroom.desk import Desk
from newsroom.intents import Intent
from newsroom.question import Asker, Question, parse
from newsroom.texts import Texts
from newsroom.tokens import decode
from storage.chat_values import ChatKind

ASKER = Asker(chat_id=0, kind=ChatKind.TERMINAL, user_id=0, admin=True)
# C0 and C1 controls (ECMA-48) but tab and line feed: from an article they could repaint the terminal.
_CONTROLS = dict.fromkeys({*range(0x20), *range(0x7F, 0xA0)} - {0x09, 0x0A}, "\N{REPLACEMENT CHARACTER}")
_LINES = (Item, Listed)
_STYLES = {QuoteKind.SENTENCE: "", QuoteKind.PHRASE: "italic", QuoteKind.HEADLINE: "bold"}


class Terminal:
    """Writes answers. Styled and wrapped on a terminal; plain lines, one block's part each, when piped."""

    def __init__(self, texts: Texts, zone: tzinfo, out: TextIO = sys.stdout) -> None:
        self._texts = texts
        self._zone = zone
        self._console = Console(
            file=out, highlight=False, markup=False, emoji=False, soft_wrap=not out.isatty()
        )

    def say(self, text: Text) -> None:
        """A line in the bot's words."""
        self._print(Styled(self._words(text)))

    def line(self, text: str) -> None:
        """Words that are not the bot's, as they stand."""
        self._print(Styled(text))

    def show(self, answer: Answer) -> None:
        """An answer, and its buttons by number."""
        before: Block | None = None
        together = False
        for block, credit_follows in zip(answer.blocks, credited(answer.blocks), strict=True):
            if before is not None and not together:
                together = isinstance(before, _LINES) and isinstance(block, _LINES)
            if before is not None and not together:
                self._console.print()
            for line in self._lines(block, credit_follows=credit_follows):
                self._print(line)
            together = isinstance(block, Quote) and not credit_follows
            before = block
        for picture in (answer.chart, answer.map):
            if picture is not None:
                self._console.print()
                words = Text.of("terminal.picture", title=picture.title)
                self._print(Styled(self._words(words), style="dim"))
        if answer.file is not None:
            self._console.print()
            self._print(Styled(answer.file.text))
        if answer.actions:
            labels = [f"[{n}] {self._words(a.label)}" for n, a in enumerate(answer.actions, start=1)]
            self._console.print()
            self._print(Styled("  ".join(labels), style="cyan"))

    def _print(self, line: Styled) -> None:
        line.plain = line.plain.translate(_CONTROLS)
        self._console.print(line)

    def _words(self, text: Text) -> str:
        return self._texts.say(text, self._zone)

    def _lines(self, block: Block, *, credit_follows: bool) -> Iterator[Styled]:
        match block:
            case Heading():
                yield Styled(self._words(block.text), style="bold underline")
            case Notice():
                yield Styled(self._words(block.text))
            case Item():
                lead = f"{block.lead}  " if block.lead else ""
                yield Styled(f"  {lead}{self._words(block.text)}")
            case Listed():
                note = f" ({self._words(block.note)})" if block.note else ""
                yield Styled(f"  {self._credit(block.source, note)}")
            case Quote():
                yield from self._quote(block, credit_follows=credit_follows)
            case Announcement():
                yield Styled(self._words(Text.of("broadcast.mark")), style="bold")
                yield Styled(block.text)
            case _:
                assert_never(block)

    def _quote(self, quote: Quote, *, credit_follows: bool) -> Iterator[Styled]:
        yield Styled.assemble(
            *((piece, "bold" if marked else _STYLES[quote.kind]) for piece, marked in quote.pieces())
        )
        if quote.note is not None:
            yield Styled(f"  [{self._words(quote.note)}]", style="dim")
        if not credit_follows:
            return
        also = f" · {self._words(Text.of('source.also', count=len(quote.others)))}" if quote.others else ""
        yield Styled(f"  — {self._credit(quote.source)}{also}", style="dim")

    def _credit(self, source: Source, note: str = "") -> str:
        parts = [credit(source, self._texts, self._zone) + note, source.url, f"#{source.article_id}"]
        return " · ".join(part for part in parts if part)


async def once(desk: Desk, terminal: Terminal, text: str) -> Answer:
    """Asks one thing and shows the answer."""
    answer = await desk.answer(Question(intent=parse(text), asker=ASKER))
    terminal.show(answer)
    return answer


async def chat(desk: Desk, terminal: Terminal, lines: Iterator[str]) -> None:
    """Asks line after line until they end or one says /quit. A number presses a button."""
    actions: Sequence[Action] = ()
    for line in lines:
        typed = line.strip()
        if typed in {"/quit", "/exit"}:
            return
        if not typed:
            continue
        intent = _pressed(typed, actions) if typed.isdecimal() and actions else parse(typed)
        if intent is None:
            terminal.say(Text.of("terminal.no_button", number=typed[:20]))
            continue
        answer = await desk.answer(Question(intent=intent, asker=ASKER))
        terminal.show(answer)
        if not answer.silent:
            actions = answer.actions


def _pressed(typed: str, actions: Sequence[Action]) -> Intent | None:
    number = int(typed) if len(typed) < 4 else 0
    return decode(actions[number - 1].token) if 1 <= number <= len(actions) else None


def typed_lines(prompt: str) -> Iterator[str]:
    """What is typed, line by line, until the input ends or Ctrl-C; a prompt where it is a terminal."""
    asks = sys.stdin.isatty()
    while (line := _typed(prompt if asks else "")) is not None:
        yield line
    if asks:
        sys.stdout.write("\n")


def _typed(prompt: str) -> str | None:
    # asyncio's own handler only cancels the task, which goes unnoticed while input() waits.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return input(prompt)
    except (EOFError, KeyboardInterrupt):
        return None
    finally:
        signal.signal(signal.SIGINT, before)
