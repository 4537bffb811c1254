"""Reads Telegram's HTML back: what is shown, and whether every tag is allowed, closed and in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

ALLOWED = {"b", "i", "a"}


@dataclass
class Read:
    """What a message shows: its text, its entities as (tag, text), and the links in order."""

    text: str = ""
    entities: list[tuple[str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.read = Read()
        self._open: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, f"<{tag}> is not written by the renderer"
        self._open.append((tag, len(self.read.text)))
        if tag == "a":
            assert [name for name, _ in attrs] == ["href"]
            self.read.links.append(attrs[0][1] or "")
        else:
            assert not attrs

    def handle_endtag(self, tag: str) -> None:
        opened, start = self._open.pop()
        assert opened == tag, f"<{opened}> is closed by </{tag}>"
        self.read.entities.append((tag, self.read.text[start:]))

    def handle_data(self, data: str) -> None:
        self.read.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def finished(self) -> Read:
        assert not self._open, f"never closed: {self._open}"
        return self.read


def read(html: str) -> Read:
    """The message behind the HTML. Fails for a tag that is unknown, left open or out of order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finished()


def units(text: str) -> int:
    """UTF-16 code units, counted by encoding."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
