"""Who says what a sentence reports, in English: the subject of its verb of saying.

Rules over the sentence with its quotations masked: "NAME said", "said NAME" after a quotation or a
comma, "according to NAME". The span is the whole noun phrase, with an apposition or a relative
clause before the verb ("A senior official who works for the ministry"). In doubt there is none.
"""

from __future__ import annotations

import re

from summarizer.patterns import alternatives, data

_WORDS = {name: alternatives(lines) for name, lines in data("speech").items()}
_CUE = re.compile(
    rf"\b{_WORDS['saying']}\b|\bsay\b|\b{_WORDS['claiming']}(?= (?:that|in a statement)\b|[,:]? [“\"‘]|\.$)"
)
_ACCORDING = re.compile(r"\b[Aa]ccording to ")
_QUOTED = re.compile(r"^[^“”]*”|“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)|(?<![\w])‘[^’]*(?:’(?!\w)|$)")
_ADVERBS = re.compile(rf"(?:\s{_WORDS['between']})+$")
_BORDER = re.compile(rf"[;:—–”\"»’](?=[\s,]|$),?|, |\s-\s|--|\.{{3}}|…|\b{_WORDS['clause']}\s")
_BROKEN = re.compile(r"\b(?:and|but|or)\s")
_FINITE = re.compile(rf"\b{_WORDS['finite']}\b")
_RELATIVE = re.compile(r"\b(?:who|whose|which|that)\b|, (?!and\b)")
_NO_SUBJECT = re.compile(rf"{_WORDS['no_subject']}\b", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:he|she|they|we|i|it)$", re.IGNORECASE)
_NO_STATEMENT = re.compile(rf"\b{_WORDS['no_statement']}$", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:(?:the|an?|one|two|three|another|his|her|its|their|local|senior|US|state|police)\s|[A-ZÀ-ÞŁŚŠŽА-Я])"
)
_PLURAL = re.compile(r"[a-z]+s\b")
_ENDS = re.compile(rf"[,;:.!?—–”\"(»]|\s-|\s{_WORDS['ends']}\b")
_ABBREVIATED = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Gen|Lt|Sen|Rep|Gov|Col|Sgt|Capt|Maj|Prof|St|Jr|Sr|[A-Z]|[A-Z]\.[A-Z])$"
)
_LEAD = re.compile(
    r"[\s,.'’\"“”«»()\[\]•▪●*—–-]*(?:(?:and|but|or|yet|however|meanwhile|still),? )?", re.IGNORECASE
)
LONGEST = 200
"""Characters of a speaker; what is longer was misread."""
_LOOKED_AT = 1_500


def speaker(sentence: str) -> tuple[int, int] | None:
    """The span within the sentence of who says it; None where nobody does or it is not sure who."""
    text = sentence[:_LOOKED_AT]
    if not (_CUE.search(text) or _ACCORDING.search(text)):
        return None
    plain = masked(text)
    for cue in _CUE.finditer(plain):
        if found := subject(plain, cue):
            return found
    if according := _ACCORDING.search(plain):
        return _phrase(plain, according.end())
    return None


def masked(text: str) -> str:
    """The text with nothing that could be read within its quotations; as long as it was."""
    return _QUOTED.sub(lambda match: _mask(match.group()), text)


def subject(text: str, cue: re.Match[str]) -> tuple[int, int] | None:
    """The span of the subject of a verb, before or behind it; ``text`` has its quotations masked."""
    return _before(text, cue.start()) or _behind(text, cue)


def abbreviated(text: str) -> bool:
    """Whether a full stop after these words belongs to an abbreviation or an initial."""
    return bool(_ABBREVIATED.search(text))


def _mask(quotation: str) -> str:
    """The quotation with its marks, and nothing that could be read inside."""
    return quotation[0] + "_" * (len(quotation) - 2) + quotation[-1] if len(quotation) > 1 else quotation


def _before(text: str, verb: int) -> tuple[int, int] | None:
    """The subject that ends directly before the verb."""
    stop = len(_ADVERBS.sub("", " " + text[:verb].rstrip())) - 1
    if stop <= 0 or _NO_STATEMENT.search(text[:stop]):
        return None
    closed = text[:stop].endswith(",")
    end = stop - closed
    borders = [0, *(m.end() for m in _BORDER.finditer(text, max(0, end - LONGEST), end) if m.end() < end)]
    if closed and len(borders) > 1 and text[: borders[-1]].endswith(", "):
        borders.pop()  # "NAME, the minister, said": on to the name before the apposition
    start = borders[-1]
    for border in _BROKEN.finditer(text, start, end):
        if _FINITE.search(text, start, border.start()):
            start = border.end()
    start += len(_LEAD.match(text[start:end]).group())  # type: ignore[union-attr]  # it matches nothing too
    end = start + len(text[start:end].rstrip())
    return (start, end) if _is_subject(text[start:end], opening=start < 3) else None


def _is_subject(phrase: str, *, opening: bool) -> bool:
    if not phrase or len(phrase) > LONGEST or "_" in phrase:
        return False
    if _PRONOUN.match(phrase):
        return True
    head = _RELATIVE.split(phrase, maxsplit=1)[0]
    if _NO_SUBJECT.match(phrase) or _FINITE.search(head) or not head.strip():
        return False
    return opening or len(phrase.split()) <= 12 or bool(_NAMED.match(phrase))


def _behind(text: str, cue: re.Match[str]) -> tuple[int, int] | None:
    """The subject after the verb: "..., said NAME"."""
    before = text[: cue.start()].rstrip()
    if before and before[-1] not in ',”"’»—–?!':
        return None
    return _phrase(text, cue.end() + 1) if text[cue.end() : cue.end() + 1] == " " else None


def _phrase(text: str, start: int) -> tuple[int, int] | None:
    """The noun phrase that begins at ``start``, up to where something else begins."""
    if not _NAMED.match(text, start) and not _PLURAL.match(text, start, start + 30):
        return None
    stops = (m.start() for m in _ENDS.finditer(text, start, start + LONGEST) if not _within(text, start, m))
    end = next(stops, len(text))
    end = start + len(text[start:end].rstrip(" .,’'\"“«_"))
    return (start, end) if 1 < end - start <= LONGEST else None


def _within(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a full stop belongs to the phrase: of an abbreviation or an initial."""
    if stop.group() != ".":
        return False
    return (
        bool(_ABBREVIATED.search(text[start : stop.start()])) or text[stop.end() : stop.end() + 1].isalnum()
    )
