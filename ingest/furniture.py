"""By which words a line shows that it is not part of the text.

Every rule asks for a whole line that says nothing else, or for the page speaking to its reader. A
line with quoted or reported speech in it is never furniture: somebody said it. The words are in
``furniture.toml``, those of other languages than English in ``foreign.toml``.
"""

from __future__ import annotations

import re
from functools import cache

from ingest.marks import count
from ingest.vocabulary import ENGLISH, Vocabulary

_WE_OR_YOU = re.compile(r"\b(?:we|us|our|your?)\b", re.IGNORECASE)
_OUR_OR_YOUR = re.compile(r"\b(?:our|your?)\b", re.IGNORECASE)
_US = re.compile(r"\b(?:[Oo]ur|us)\b|(?<!\w)@\w{3,}")
_SPEECH = ("'", "‘", "’", "-", "–", "—")
_STOPS = (".", "…", "。", "।", "۔")
_EDGE = " \t•·|>»«→–—-*"


@cache
def _words() -> Vocabulary:
    return Vocabulary()


def is_furniture(text: str) -> bool:
    """Whether the line belongs to the page and not to the article."""
    return bool(_words().notice.match(text)) or (not told(text) and _of_the_page(text))


def _of_the_page(text: str) -> bool:
    words, plain = _words(), text.strip(_EDGE + "[]")
    if words.whole.fullmatch(plain) or (
        len(plain) < 300 and (words.label.fullmatch(plain) or words.capitals.fullmatch(plain))
    ):
        return True
    if _speaks(words.address, text, _WE_OR_YOU) or _bids(text):
        return True
    return _controls(plain) or (len(text) < 300 and bool(words.prompt.search(plain)))


def paid(text: str) -> bool:
    """Whether the line is the label of an advertisement."""
    return bool(_words().paid.fullmatch(text.strip(_EDGE + "[]")))


def is_english(text: str) -> bool:
    """Whether a text has one of the commonest words of English in it."""
    return bool(ENGLISH.search(text))


def genre(text: str) -> bool:
    """Whether a headline opens with what kind of article it heads; so do links to others."""
    return bool(_words().genre.match(text))


def is_time(text: str) -> bool:
    """Whether the line is a time of day, such as stands over an entry of a live page."""
    return bool(_words().clock.fullmatch(text.strip(_EDGE)))


def is_section(name: str) -> bool:
    """Whether a name is that of a part of a site: an entry of its menu."""
    return bool(_words().section.fullmatch(name.strip()))


def is_outlet(name: str) -> bool:
    """Whether a name is that of a known outlet, or has a word in it that outlets have."""
    return bool(_words().outlet.fullmatch(name) or _words().outlet_word.search(name))


def consent(text: str) -> bool:
    """Whether the page speaks to its reader of the data it keeps, as cookie walls do."""
    return _speaks(_words().consent, text, _OUR_OR_YOUR)


def about_author(text: str) -> bool:
    """Whether a last paragraph introduces its author ("Jane Doe is a reporter at the Dorvale Paper.")."""
    return bool(_words().author.fullmatch(text)) and not told(text)


def foot(text: str) -> bool:
    """Whether the line opens what follows an article: related stories, comments, copyright."""
    return len(text) < 300 and bool(_words().foot.fullmatch(text.strip(f"{_EDGE}:#"))) and not told(text)


def last(text: str) -> bool:
    """Whether nothing of the article can follow this footer: comments, copyright."""
    return bool(_words().last.fullmatch(text))


def caption(text: str) -> bool:
    """Whether the line describes a picture: it carries a credit, or says that it is one."""
    credited = len(text) < 700 and bool(_words().caption.match(text) or _words().credit.search(text))
    return credited and not _reported(text)


def scene(text: str) -> bool:
    """Whether a sentence may tell what a picture shows."""
    return not quoted(text) and bool(_words().scene.search(text))


def caveat(text: str) -> bool:
    """Whether a sentence says how far what is reported is known: never to be taken for page furniture."""
    return bool(_words().caveat.search(text))


def labelled(text: str) -> bool:
    """Whether a line opens with what it tells: "Source: the general staff", "Quote: …", "Details: …"."""
    return bool(_words().labels.match(text))


def of_parts(headline: str) -> bool:
    """Whether a headline is that of one article with many parts: a live blog, a list, an interview."""
    return bool(_words().of_parts.search(headline))


def told(text: str) -> bool:
    """Whether somebody tells: a quotation, or a sentence of what was said or of how far it is known."""
    return quoted(text) or _reported(text)


def _reported(text: str) -> bool:
    return text.endswith(_STOPS) and (tells(text) or caveat(text))


def tells(text: str) -> bool:
    """Whether a word in the text says that somebody tells."""
    return bool(_words().telling.search(text) or _words().telling_within.search(text))


def passing(piece: str) -> bool:
    """A piece of a line of facts that names no day: "Updated 3 hours ago", "5 min read", "AFP"."""
    return bool(_words().passing.fullmatch(piece.strip(" \t,.;:()[]")))


def agencies() -> str:
    """The names of news agencies as alternatives of a regular expression, longer ones first."""
    return _words().agency


def working() -> tuple[str, str]:
    """What who is named behind it has done for a report, as alternatives: made it, or something else."""
    return _words().working


def connecting() -> str:
    """Small words among the names of credits, as alternatives of a regular expression."""
    return _words().connecting


def agency(text: str) -> str | None:
    """The first news agency that a credit names ("John Roe/Reuters", "AFP via Getty Images"), or None."""
    found = re.search(rf"(?<![\w.-])(?:{agencies()})(?![\w-])", text)
    return found[0] if found else None


def credited(text: str) -> str | None:
    """The agency named in the credit of a caption, or None."""
    match = _words().credit.search(text)
    return agency(match[0]) if match else None


def without_date_words(text: str) -> tuple[str, str | None]:
    """A line without the words that stand beside a date, and whether they say published, updated or both."""
    words = _words()
    updated = bool(words.updated.search(text))
    published = bool(words.published.search(words.updated.sub(" ", text)))
    how = {(True, True): "both", (True, False): "updated", (False, True): "published"}.get(
        (updated, published)
    )
    return words.beside.sub(" ", text), how


def at_date_words(text: str) -> list[str]:
    """The parts of a line, each beginning with a word such as "Published"."""
    starts = [match.start() for match in _words().date_word.finditer(text)]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _speaks(about: re.Pattern[str], text: str, persons: re.Pattern[str]) -> bool:
    """Whether the page speaks to its reader in two or more of the words of a kind."""
    if len(text) > 600 or not persons.search(text) or quoted(text) or text.startswith(_SPEECH):
        return False
    return len({match[0].casefold() for match in about.finditer(text)}) >= 2


def _bids(text: str) -> bool:
    """Whether the page bids its reader do something with it: "Join our channel", "Follow @paper"."""
    if len(text) > 300 or quoted(text) or text.startswith(_SPEECH):
        return False
    return bool(_words().bids.match(text) and _US.search(text))


def quoted(text: str) -> bool:
    """Whether more than one word stands between quotation marks."""
    marks = [match.start() for match in re.finditer('[“”«»„"「」『』]', text)]
    return len(marks) > 1 and count(text[marks[0] : marks[-1]]) > 1


def _controls(text: str) -> bool:
    words = re.findall(r"[a-z][\w+-]*", text.casefold())
    if not words or len(words) > 25 or re.search(r"[^\x00-\x7f–—•·|’é©→×…✕]", text):
        return False
    return all(word in _words().controls for word in words) and not _words().anchors.isdisjoint(words)
