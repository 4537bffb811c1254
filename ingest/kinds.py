"""What a file is by its name and its media type, before anything of it is looked at.

Names lie and are lost on the way, and apps send "application/octet-stream" for what they do not know. So
what one of the two says is read is looked at, and what the file holds then decides (documents.py).
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath

from ingest.errors import NoArticle


class Kind(StrEnum):
    """A kind of file that is read."""

    TEXT = "text"  # a saved page too
    MARKDOWN = "markdown"
    MAIL = "mail"
    PDF = "pdf"
    WORD = "word"
    JSON = "json"
    ARCHIVE = "archive"


_READ = {
    Kind.TEXT: ".txt .text .html .htm .xhtml",
    Kind.MARKDOWN: ".md .markdown .mdown .mkd",
    Kind.MAIL: ".eml",
    Kind.PDF: ".pdf",
    Kind.WORD: ".docx",
    Kind.JSON: ".json .jsonl .ndjson",
    Kind.ARCHIVE: ".zip .gz",
}
_NOT_READ = {
    NoArticle.OFFICE: ".doc .dot .docm .rtf .odt .pages .xls .xlsx .xlsm .ods .numbers .ppt .pptx .pps .odp"
    " .key .epub .mobi",
    NoArticle.PICTURE: ".jpg .jpeg .png .gif .webp .heic .heif .bmp .tif .tiff .svg .avif",
    NoArticle.MEDIA: ".mp3 .m4a .aac .ogg .oga .opus .wav .flac .mp4 .m4v .mov .avi .mkv .webm .mpg .mpeg"
    " .3gp",
    NoArticle.PACKED: ".rar .7z .tar .tgz .bz2 .xz .zst",
    NoArticle.KIND: ".exe .msi .apk .dmg .deb .rpm .iso .img .jar .bin .dll .so .com .scr .bat .cmd .ps1 .sh"
    " .py .js .css .csv .tsv .xml .log .sql .db .sqlite .torrent .ttf .otf .ics .vcf .msg .url .lnk",
}
_TYPES = {
    "text/html": Kind.TEXT,
    "application/xhtml+xml": Kind.TEXT,
    "text/markdown": Kind.MARKDOWN,
    "text/x-markdown": Kind.MARKDOWN,
    "message/rfc822": Kind.MAIL,
    "application/pdf": Kind.PDF,
    "application/x-pdf": Kind.PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Kind.WORD,
    "application/json": Kind.JSON,
    "application/jsonl": Kind.JSON,
    "application/x-jsonlines": Kind.JSON,
    "application/x-ndjson": Kind.JSON,
    "application/zip": Kind.ARCHIVE,
    "application/x-zip-compressed": Kind.ARCHIVE,
    "application/gzip": Kind.ARCHIVE,
    "application/x-gzip": Kind.ARCHIVE,
}
_PLAIN = "text/plain"
_OFFICE = ("application/msword", "application/rtf", "application/vnd.", "application/epub")
_NOTHING_SAID = {"", "application/octet-stream", "application/binary"}
_BY_SUFFIX: dict[str, Kind | NoArticle] = {
    suffix: kind for kinds in (_READ, _NOT_READ) for kind, names in kinds.items() for suffix in names.split()
}


def told(name: str, media_type: str = "") -> Kind | NoArticle | None:
    """What a file is said to be, or why it is not read; None where nothing is said.

    A suffix that is read goes before the media type, which goes before one that is not, but for plain
    text: that is what many an app calls all that it can show.
    """
    by_name, by_type = suffix(name), media_type.partition(";")[0].strip().lower()
    said = _BY_SUFFIX.get(by_name)
    if isinstance(said, Kind):
        return said
    if (kind := _TYPES.get(by_type)) is not None:
        return kind
    if said is not None:
        return said
    return _by_family(by_type)


def _by_family(media_type: str) -> Kind | NoArticle | None:
    """What a media type says that is none of those of files that are read, but for plain text."""
    if media_type == _PLAIN:
        return Kind.TEXT
    if media_type.startswith(_OFFICE):
        return NoArticle.OFFICE
    family = media_type.partition("/")[0]
    if family in {"image", "audio", "video"}:
        return NoArticle.PICTURE if family == "image" else NoArticle.MEDIA
    return None if media_type in _NOTHING_SAID else NoArticle.KIND


def suffix(name: str) -> str:
    """The end of a name that tells its kind, in small letters, with its dot; "" where it has none."""
    return PurePosixPath(name.strip().lower().replace("\\", "/")).suffix
