"""Lines that name the publisher or give the article's address: "Source: Dorvale Paper", "Link: https://…"."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ingest import dates, furniture
from ingest.canonical import canonical

LONGEST = 8  # words of a publisher's name

_SOURCE = "source|via|publisher|publication|outlet|quelle|fuente|fonte|джерело|источник|المصدر"
_LINK = (
    r"(?:original|full|source|article)? ?(?:link|url|web)|original(?: article| text)?"
    r"|(?:the )?full (?:text|story|article|version)|(?:read|more|details|continue reading"
    r"|read (?:more|on|it|full story|the (?:full|whole) (?:story|article|text)))(?: here| at)?"
    r"|ссылка|посилання|подробнее|детальніше|mehr|lien|enlace|الرابط"
)
# Addresses of people and channels, and places to pay, are of no article.
_ELSEWHERE = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|instagram|youtube|tiktok|patreon|linkedin|whatsapp|discord|buymeacoffee)\.\w+$"
)
_TELEGRAM = re.compile(r"(?:^|\.)(?:t|telegram)\.me$")


# Whom a report has it from: no outlets.
_SOURCING = re.compile(
    r"\b(?:telegram|whatsapp|facebook|twitter|instagram|social media|press[- ]?(?:service|office|release)"
    r"|spokes\w+|officials?|statement|minist(?:ry|er)\w*|governors?|police|prosecutors?|general staff"
    r"|pressestelle|polizei|generalstab|телеграм\w*|соцсет\w*|соцмереж\w*|прес{1,2}-служб\w*|министерств\w*"
    r"|міністерств\w*|минобороны|міноборони|губернатор\w*|полици\w*|поліці\w*|прокуратур\w*|генштаб\w*)\b",
    re.IGNORECASE,
)


_EDGE = r"[\W_]*"
_NAMED = re.compile(rf"{_EDGE}(?:{_SOURCE})\s*:\s*(?P<name>[^\W\d_].*)", re.IGNORECASE)
_LINKED = re.compile(
    rf"{_EDGE}(?:(?:{_LINK}|{_SOURCE})\s*[:→➡>»–-]*\s*)?[<(\[]?(?P<link>https?://[^\s<>\"]+?)[>)\]]?",
    re.IGNORECASE,
)


def source(text: str) -> str | None:
    """The publisher that a line names and nothing else, or None. A date may follow it.

    An office or a channel is whom the report has it from: "Source: the governor's Telegram channel".
    """
    match = _NAMED.fullmatch(text)
    if not match or "://" in text:
        return None
    name = dates.without_dates(match["name"]) if dates.find(match["name"]) else match["name"]
    name = name.strip(" \t,;|•·–—-()[]*_")
    words = name.split()
    if _SOURCING.search(name) or furniture.is_section(name):
        return None
    whole = name in text and 0 < len(words) <= LONGEST and not re.search(r"[.!?…:]$|[.!?] [A-Z]", name)
    cased = name[:1].lower() != name[:1].upper()
    return name if whole and (name[0].isupper() or "." in name or not cased) else None


def link(text: str) -> str | None:
    """The address of an article that a line gives and nothing else, canonical, or None."""
    match = _LINKED.fullmatch(text.strip())
    if not match:
        return None
    url = canonical(match["link"].rstrip(".,;"))
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    path = [step for step in parts.path.split("/") if step]
    if not parts.hostname or not (path or parts.query) or _ELSEWHERE.search(parts.hostname):
        return None
    channel = _TELEGRAM.search(parts.hostname) and len(path) == 1
    return None if channel else url
