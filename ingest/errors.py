"""Why something handed over gives no article. Each error carries a reason; the newsroom has the words.

IngestError
├── Unreadable    there is text or a file, but no article in it
└── Unfetchable   a link's page could not be, or must not be, fetched
"""

from __future__ import annotations

from enum import StrEnum


class NoArticle(StrEnum):
    """Why nothing could be read."""

    EMPTY = "empty"  # no visible character
    FURNITURE = "furniture"  # links, menus, captions, share bars; no text of an article
    KIND = "kind"  # a file of a kind that is not read
    OFFICE = "office"  # of an office program, and not .docx
    PICTURE = "picture"
    MEDIA = "media"  # sound or film
    PACKED = "packed"  # an archive, and not .zip
    DAMAGED = "damaged"  # a file that is not what it says, or breaks off
    ENCRYPTED = "encrypted"  # a file that opens with a password only
    SCANNED = "scanned"  # a PDF of pictures
    TOO_LONG = "too_long"  # more pages or articles than one file may have
    TOO_LARGE = "too_large"  # unpacked, more than may be unpacked
    TOO_MANY = "too_many"  # more files in an archive than are read
    NESTED = "nested"  # an archive in an archive
    PATH = "path"  # a member that leads out of its archive
    FEED = "feed"  # no RSS, Atom or JSON feed
    OPML = "opml"  # no list of feeds


class NoPage(StrEnum):
    """Why a link gave no page."""

    ADDRESS = "address"  # not an http or https address, or one that makes no sense
    PRIVATE = "private"  # it leads into a private, local or reserved network
    UNKNOWN_HOST = "unknown_host"  # the name does not resolve
    REDIRECTS = "redirects"  # too many redirects
    GONE = "gone"  # the server has no such page
    STATUS = "status"  # the server answered with another error
    KIND = "kind"  # not a page and not plain text
    TOO_LARGE = "too_large"  # more than the body cap once decoded
    TIMEOUT = "timeout"  # the overall deadline passed
    CONNECTION = "connection"  # no connection, or it broke, or its encoding is broken


class IngestError(Exception):
    """Base of what ingest raises on purpose."""


class Unreadable(IngestError):
    """There is no article in what was handed over. It crosses from the worker process by pickle."""

    def __init__(self, reason: NoArticle) -> None:
        super().__init__(reason)
        self.reason = reason


class Unfetchable(IngestError):
    """A page could not be, or must not be, fetched. ``status`` is the server's answer, where it gave one."""

    def __init__(self, reason: NoPage, *, status: int | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.status = status
