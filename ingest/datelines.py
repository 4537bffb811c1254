"""What the opening of a report states about it: where it was filed, the agency, who wrote it, and the day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ingest import dates, furniture
from ingest.model import Stamp

LATEST = 3
"""Paragraphs of which one may open with the dateline."""
_CAPITALS = r"[^\W\d_a-zа-яёіїєґ][^\W\d_a-zа-яёіїєґ.'’]+"
_NAME = r"[^\W\d_a-z][\w.'’-]*\w"
_PLACE = rf"(?P<place>{_NAME}(?:[\s/](?:(?:de|del|do|da|am|an der|la|le)\s)?{_NAME}){{0,3}})"
_REGION = r"(?:,\s[^\W\d_][\w.'’-]+(?:\s[^\W\d_][\w.'’-]+){0,2}){0,2}?"
_DAY = (
    r"(?:[^\W\d_]{3,9}\.?\s\d{1,2}(?:,?\s\d{4})?|\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,9}\.?(?:,?\s(?:de\s)?\d{4})?"
    r"(?:\s(?:года?|року|р\.|г\.))?)"
)
_DATE = rf"(?:[,،.]?\s(?P<date>{_DAY}))?"
_MARK = r"\s*(?P<mark>:|—|–|--|-)\s+(?=\S)"
_AFTER_AGENCY = r"\s*(?:[.,]?\s?(?:--|[:=—–-])|\.)\s*(?=\S)"
# Labels in capitals that are not places: what the page says of its text, and bodies that speak.
_LABELS = frozenset(
    """
    breaking update updated watch live exclusive analysis opinion explainer explained factbox fact check
    correction editorial comment interview video photos alert urgent note nato un eu us usa uk who iaea isw
    osce g7 g20 imf opec question answer key latest recap summary timeline background context quote source
    report warning important developing advisory media news official statement more read also
    """.split()  # noqa: SIM905 - a list literal of them takes a screen
)
_SPEAKER = re.compile(r"[“\"«„]|(?:I|We|My|Our|You|Well|Yes|No|Thank|So)\b")
_HAN, _KANA, _HANGUL = "[\u4e00-\u9fff]", "[\u3040-\u30ff\u4e00-\u9fff・、]", "[\uac00-\ud7a3]"
_WRITES = re.compile(rf"(?P<name>{_HANGUL}{{2,4}})\s?\w{{0,3}}(?:기자|특파원)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The opening of a report, ``length`` characters of its first paragraph, before its first sentence."""

    length: int
    place: str | None = None
    agency: str | None = None
    byline: str | None = None
    stamp: Stamp | None = None


def opening(paragraphs: Sequence[str]) -> tuple[int, Dateline] | None:
    """The dateline of a report, and which of its first paragraphs it opens.

    A standfirst or a note may stand above it; then no other paragraph opens with one.
    """
    for at, paragraph in enumerate(paragraphs[:LATEST]):
        others = (*paragraphs[:at], *paragraphs[at + 1 :])
        if found := of(paragraph, others):
            return None if at and any(map(of, others)) else (at, found)
    return None


def of(paragraph: str, others: tuple[str, ...] = ()) -> Dateline | None:
    """The dateline that a first paragraph opens with, or None.

    A label in capitals with a colon may be a speaker in a transcript. Cutting that off would take
    an attribution away, so it counts only when the speech it would introduce is not in the first
    person or quoted, and no other paragraph opens with such a label.
    """
    for form in _forms():
        if match := form.match(paragraph):
            return _read(match)
    match = _bare().match(paragraph)
    return _read(match) if match and _is_place(match, paragraph, others) else None


def _read(match: re.Match[str]) -> Dateline | None:
    if match.end() == len(match.string):
        return None  # a line of its own
    stated = match.groupdict()
    place, agency, byline = (stated.get(name) or None for name in ("place", "agency", "byline"))
    if agency and (writes := _WRITES.search(agency)):
        place, agency, byline = None, None, writes["name"]
    found = dates.find(stated["date"]) if stated.get("date") else None
    return Dateline(
        place=place,
        agency=agency,
        byline=byline.strip() if byline else None,
        stamp=found[0] if found else None,
        length=match.end(),
    )


def _is_place(match: re.Match[str], paragraph: str, others: tuple[str, ...]) -> bool:
    words = re.findall(r"\w+", match["place"].casefold())
    if any(word in _LABELS for word in words) or max(map(len, words)) < 4:
        return False
    rest = paragraph[match.end() :]
    if match["mark"] == ":" and (_SPEAKER.match(rest) or any(_bare().match(other) for other in others)):
        return False
    return len(rest.split()) >= 4


@cache
def _bare() -> re.Pattern[str]:
    """A place in capitals (AP Stylebook, "datelines")."""
    return re.compile(rf"(?P<place>{_CAPITALS}(?:[ /-]{_CAPITALS}){{0,3}}){_REGION}{_DATE}{_MARK}")


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """The forms that name an agency or a writer, which makes them sure."""
    return tuple(map(re.compile, (*_latin_and_cyrillic(), *_east_asian())))


def _latin_and_cyrillic() -> Iterator[str]:
    agency = f"(?P<agency>{furniture.agencies()})"
    signed = rf"\s*\({agency}(?:[/,][^()]{{1,20}})?\)"
    # PARIS, May 7 (AFP) - …; Madrid, 7 may (EFE).- …; كييف (رويترز) - …
    yield rf"{_PLACE}{_REGION}{_DATE}{signed}{_AFTER_AGENCY}"
    # (ANSA) - ROMA, 07 MAG - …
    yield rf"\s*\({agency}\)\s*[—–-]\s*(?P<place>{_CAPITALS}(?: {_CAPITALS}){{0,2}}){_DATE}\s*[—–-]\s+(?=\S)"
    yield rf"{signed}{_AFTER_AGENCY}"
    # МОСКВА, 7 мая. /ТАСС/. …; МОСКВА, 7 мая - РИА Новости. …; Киев. 7 мая. Интерфакс-Украина - …
    yield rf"{_PLACE}[,.]\s(?P<date>{_DAY})\.?\s*/{agency}/\.?\s*(?=\S)"
    yield rf"{_PLACE}[,.]\s(?P<date>{_DAY})\s*[.—–-]\s*{agency}\s*[.—–-]\s+(?=\S)"
    # القاهرة - أ ف ب: …; BERLIN dpa | …
    yield rf"{_PLACE}\s?[/—–-]\s?{agency}\s?[:/—–-]\s*(?=\S)"
    yield rf"{_PLACE}\s{agency}\s*\|\s*(?=\S)"


def _east_asian() -> Iterator[str]:
    # (서울=연합뉴스) 홍길동 기자 = …; [한국신문=홍길동 기자] …
    yield (
        rf"[(\[【]\s?(?P<place>[^=()\[\]【】]{{1,20}})\s?=\s?(?P<agency>[^=()\[\]【】]{{2,20}})[)\]】]\s*"
        rf"(?:(?P<byline>{_HANGUL}{{2,4}}(?:[·,\s]\s?{_HANGUL}{{2,4}}){{0,4}})\s\w{{0,2}}(?:기자|특파원)\s*)?=?\s*"
    )
    # 新华社北京5月7日电（记者张三）…; 本报北京5月7日电 记者张三报道：…
    yield (
        rf"(?P<agency>新华社|新華社|中新社|中新网|中央社|本报|本報|{_HAN}{{2,5}}(?:社|网|網))(?P<place>{_HAN}{{2,8}}?)?"
        rf"[（(]?(?:\d{{4}}年)?(?:\d{{1,2}}月)?\d{{1,2}}日[电電][）)]?\s*(?:题：)?"
        rf"(?:[（(](?:记者|記者)\s?(?P<byline>[^（）()]{{2,30}})[）)]|(?:记者|記者){_HAN}{{2,12}}(?:报道|報導)[：:])?\s*"
    )
    # （中央社記者張三立台北7日電）…
    yield (
        rf"[（(](?P<agency>中央社|中新社)(?:記者|记者)(?P<byline>{_HAN}{{3}}?)(?P<place>{_HAN}{{2,5}})"
        r"\d{1,2}日(?:专|專)?[电電][）)]\s*"
    )
    # 【キーウ共同】…; 【ソウル＝山田太郎】…; ［東京　７日　ロイター］ - …; 【5月7日 AFP】…
    agency = "共同|時事|ロイター|AFP|AP|DPA"
    yield rf"【(?P<place>[^【】=＝\d]{{1,12}}?)[=＝]?(?P<agency>{agency})(?:時事|通信)?】\s*"
    yield rf"【(?P<place>{_KANA}{{2,12}})[=＝](?P<byline>{_KANA}{{2,20}})】"
    yield (
        r"［(?P<place>[^［］\s]{1,12})(?:／[^［］\s]{1,12})?\s+[\d０-９]{1,2}日\s+(?P<agency>ロイター)］"
        r"\s*[—–－-]?\s*"
    )
    yield r"【\d{1,2}月\d{1,2}日\s?(?P<agency>AFP|CNN|CNS)(?:[^【】]{0,12})】\s*"
