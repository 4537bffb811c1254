"""The fields of one JSON object from outside, each of the type it must have.

Everything here raises Refused with what is wrong. A field that is null is a field that is absent.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeVar

from ingest import dates
from newsroom.answer import Text
from newsroom.errors import Refused

T = TypeVar("T")


class Fields:
    """Typed access to an object. ``path`` is how the object itself is named, empty for a whole line."""

    def __init__(self, held: Mapping[str, object], path: str = "") -> None:
        self._held = held
        self._path = path

    @classmethod
    def of(cls, line: bytes) -> Fields:
        """The object that a line of JSON is."""
        try:
            held = json.loads(line.decode())
        except UnicodeDecodeError as error:
            raise Refused("corpus.encoding", at=error.start + 1) from error
        except json.JSONDecodeError as error:
            raise Refused("corpus.no_json", at=error.pos + 1) from error
        except (ValueError, RecursionError) as error:  # numbers and nesting beyond what Python reads
            raise Refused("corpus.extreme") from error
        if not isinstance(held, dict):
            raise Refused("corpus.no_object")
        return cls(held)

    def identity(self) -> str | int:
        """The field ``id``, a text or a whole number."""
        value = self._held.get("id")
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        return self._required("id", self._text("id", value, wanted="corpus.an_id"))

    def text(self, name: str) -> str:
        """A text that must be there."""
        return self._required(name, self.text_or_none(name))

    def text_or_none(self, name: str) -> str | None:
        """A text, or None where it is absent."""
        return self._text(name, self._held.get(name))

    def stated(self, name: str) -> str:
        """What a field says, be it a text or not; "" where it is absent."""
        value = self._held.get(name)
        return self._whole(name, value if isinstance(value, str) else json.dumps(value)) if value else ""

    def count(self, name: str) -> int | None:
        """A whole number from 1 on."""
        value = self._held.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self._wrong(name, "corpus.a_count")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, empty where it is absent."""
        found = []
        for at, value in enumerate(self._list(name, "corpus.texts")):
            if not isinstance(value, str):
                raise self._wrong(name, "corpus.texts")
            found.append(self._whole(f"{name}[{at}]", value))
        return tuple(found)

    def objects(self, name: str) -> tuple[Fields, ...]:
        """A list of objects, empty where it is absent."""
        found = []
        for at, value in enumerate(self._list(name, "corpus.objects")):
            if not isinstance(value, dict):
                raise self._wrong(name, "corpus.objects")
            found.append(Fields(value, f"{self._path}{name}[{at}]."))
        return tuple(found)

    def spans(self, name: str) -> tuple[tuple[int, int], ...]:
        """A list of [start, end] with 0 <= start < end, empty where it is absent."""
        found = []
        for value in self._list(name, "corpus.spans"):
            match value:
                case [int(start), int(end)] if 0 <= start < end:
                    found.append((start, end))
                case _:
                    raise self._wrong(name, "corpus.spans")
        return tuple(found)

    def moment(self, name: str) -> datetime | None:
        """A time, UTC where it names no zone; None where it is absent or no known way to write one."""
        value = self.text_or_none(name)
        if value is None:
            return None
        try:
            at = datetime.fromisoformat(value.strip())
        except ValueError:
            found = dates.find(value)
            return found[0].at if found else None
        return at if at.tzinfo else at.replace(tzinfo=UTC)

    def _list(self, name: str, wanted: str) -> list[object]:
        value = self._held.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self._wrong(name, wanted)
        return value

    def _text(self, name: str, value: object, *, wanted: str = "corpus.a_text") -> str | None:
        if value is None:
            return None
        if not isinstance(value, str):
            raise self._wrong(name, wanted)
        return self._whole(name, value)

    def _whole(self, name: str, value: str) -> str:
        """The text, where all its characters are whole: JSON can escape halves of them."""
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise Refused("corpus.surrogate", name=f"{self._path}{name}") from error
        return value

    def _required(self, name: str, value: T | None) -> T:
        if value is None:
            raise Refused("corpus.missing", name=f"{self._path}{name}")
        return value

    def _wrong(self, name: str, wanted: str) -> Refused:
        return Refused("corpus.wrong", name=f"{self._path}{name}", wanted=Text.of(wanted))
