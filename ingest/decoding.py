"""Bytes of a page or a text file become text."""

from __future__ import annotations

import codecs
import re
import unicodedata

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The HTML standard's prescan looks at the first 1024 bytes (section 13.2.3.2).
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_PRESCAN = 1024
# What undeclared news files are in; a guess among all encodings finds Chinese in four bytes of French.
_GUESSES = ["cp1252", "cp1251", "cp1256", "koi8_u", "gb18030", "shift_jis", "euc_kr", "big5"]
_SAMPLE = 50_000  # bytes to guess from; more takes long and tells little


_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def storable(text: str) -> str:
    """The text without NUL, which PostgreSQL cannot store, and lone surrogates, which UTF-8 cannot carry."""
    return _NO_TEXT.sub("", text)


def is_text(text: str) -> bool:
    """Whether at most one character in fifty is no text: a stray control happens, a picture has many."""
    strange = sum(c == "\ufffd" or (unicodedata.category(c) == "Cc" and not c.isspace()) for c in text)
    return strange * 50 <= len(text)


def decoded(data: bytes, declared: str | None = None) -> str:
    """The text of the bytes. Never fails: what cannot be read becomes U+FFFD.

    In order: a byte order mark, UTF-8 where the bytes are valid, what the server ``declared``, what
    the page declares, a guess, Windows-1252. Valid UTF-8 goes before declarations since these are
    more often wrong than other encodings look like it.
    """
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return data.decode(marked, errors="replace")
    meta = _META.search(data[:_PRESCAN])
    for encoding in ("utf-8", declared, meta[1].decode("ascii", "replace") if meta else None):
        text = _strictly(data, encoding)
        if text is not None:
            return text
    return _guessed(data)


def _strictly(data: bytes, encoding: str | None) -> str | None:
    """The text when the bytes are valid in a known text encoding (zlib and such are LookupErrors)."""
    try:
        return str(data, encoding) if encoding else None
    except (LookupError, ValueError):
        return None


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - rarely needed, and 100 ms to load

    best = from_bytes(data[:_SAMPLE], cp_isolation=_GUESSES).best()
    return data.decode(best.encoding if best else "cp1252", errors="replace")
