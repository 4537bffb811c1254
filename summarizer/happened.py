"""Whether a sentence tells something done, and on which day; in English, silent where either is unsure.

By the order of words alone, as summarizer.speakers reads: the expression of time must hang on a verb in
the past of a main clause, or of what somebody is reported to say, or begin the sentence. One within a
quotation, a clause of its own ("which began on Monday"), a noun ("Monday's strike"), or beside a plan, a
denial or a second day says nothing about the deed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from summarizer import speakers
from summarizer.model import TimeExpression
from summarizer.patterns import alternatives, data

_WORDS = {name: alternatives(lines) for name, lines in data("happened").items()}
_LONGEST = 700
"""Characters of a sentence that is read; a longer one is a list."""
_WHOLE = re.compile(r"[.!…][\"”’»)]*\s*$")
_PAST = re.compile(
    rf"\b(?:(?P<past>{_WORDS['past']})|(?P<either>{_WORDS['either']}|(?!{_WORDS['no_verb']}\b)[a-z]\w+ed))\b"
)
_PRESENT = re.compile(r"\b(?:is|are|am|has|have|says|say|does|do)\b")
_UNSURE = re.compile(rf"\b{_WORDS['unsure']}\b|n[’']t\b|[’']ll\b", re.IGNORECASE)
_LOOSE = re.compile(rf"\b{_WORDS['loose']} $", re.IGNORECASE)
_GOES_ON = re.compile(rf"\s+{_WORDS['goes_on']}\b")
_NEXT_WORD = re.compile(r"\s+[a-z]")
_OWNED = re.compile(r"[’'-]\w|\s?[–/]\s?\d")
_CLAUSE = (
    r"\b(?:who|whom|which|whose|when|whenever|where|while|after|before|since|as|because|although|though|if|until"
    r"|once|whether|unless|than|despite|what|how|why|following|amid)\b"
)
_BORDER = re.compile(rf"[,;:()–—]|--| - |(?P<sub>{_CLAUSE})|(?P<that>\bthat\b)", re.IGNORECASE)
_SAID = re.compile(rf"\b{_WORDS['saying']}(?: [\w’'-]+)?(?: on \w+)?,?\s*$")
_SAYS = re.compile(rf"\b{_WORDS['saying']}\b")
_REACTS = re.compile(rf"\b{_WORDS['reacting']}\b")
_OPENS = re.compile(
    r"(?:(?:But|And|Then|Also|Meanwhile|Separately|Earlier|Later|Early|Late|Only|Just)?,?\s*"
    r"(?:[Oo]n |[Ee]arly |[Ll]ate )*)$"
)
_OCCASION = re.compile(rf"{_WORDS['occasion']}\b[^,;:()–—]{{0,90}} (?:(?:late |early )?on )?$")
_INFINITIVE = re.compile(
    r"\bto (?!(?:the|an?|his|her|its|their|this|these|those|at|about|more|some|all|both|eastern|western"
    r"|northern|southern|central|neighbou?ring|two|three|four|five|six|seven|eight|nine|ten|several|many)\b)[a-z]"
)
_BACK = re.compile(r"\b(?:earlier|later|previous|following|next|same|before|after|coming)\b", re.IGNORECASE)
_NEAR = re.compile(r"\b(?:yesterday|today|tonight|night|morning|afternoon|evening|ago)\b", re.IGNORECASE)
_LAST_DAY = re.compile(r"last \w+day\b", re.IGNORECASE)
_WEEKDAY_LEAST, _YEARLESS_MOST = 3, 300  # days back; nearer, and further, another week or year may be meant
_NIGHT = (6, 20)  # hours of UTC before and from which it is another day where some publishers are
_REACH = 15  # characters behind a verb in which "not" or "to" may follow
_AUXILIARY = re.compile(r"\b(?:was|were|had|been|be|being|has|have|did)(?: \w+ly)?(?: also)? $")


def happened(
    sentence: str, base: int, dates: Sequence[TimeExpression], published: datetime | None, *, quoted: bool
) -> TimeExpression | None:
    """The expression, among ``dates``, that dates what the sentence tells; None where that is not sure.

    The sentence begins at ``base`` of what offsets count in. ``published`` is when the article came out,
    ``quoted`` says that the sentence begins within a quotation.
    """
    days = {each.first for each in dates if each.first == each.last}
    if quoted or len(days) != 1 or len(sentence) > _LONGEST or not _WHOLE.search(sentence):
        return None
    [day] = days
    if published is not None and day > published.date():
        return None
    if any(not each.first <= day <= each.last for each in dates):
        return None
    text = speakers.masked(sentence)
    for each in dates:
        start, end = each.start - base, each.end - base
        if each.first == each.last and _sure(sentence[start:end], day, published):
            return each if _dates(text, start, end) else None
    return None


def _sure(words: str, day: date, published: datetime | None) -> bool:
    """Whether the words can mean no other day."""
    if _BACK.search(words):
        return False
    if published is None or re.search(r"\d{4}", words):
        return bool(re.search(r"\d{4}", words))
    back = (published.date() - day).days
    if _LAST_DAY.match(words) and back < _WEEKDAY_LEAST:
        return False
    if _NEAR.search(words) and not re.search(
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", words, re.IGNORECASE
    ):
        told = (published.hour, published.minute, published.second) != (0, 0, 0)
        return not told or _NIGHT[0] <= published.hour < _NIGHT[1]
    return back <= _YEARLESS_MOST


def _dates(text: str, start: int, end: int) -> bool:
    """Whether the expression dates what the sentence tells as done; quotations are masked."""
    before, after = text[:start], text[end:]
    if "_" in text[start:end] or _OWNED.match(after) or _LOOSE.search(before):
        return False
    if _OPENS.match(before) or (
        _OCCASION.match(before) and after.startswith(",") and not _BORDER.search(before)
    ):
        return _tells(after)
    if _NEXT_WORD.match(after) and not _GOES_ON.match(after):
        return False
    border = None
    for border in _BORDER.finditer(before):  # noqa: B007  # the last one counts
        pass
    if border is None:
        return _hangs(before, after)
    if border["sub"] or (border["that"] and not _SAID.search(before[: border.start()])):
        return False
    return _hangs(before[border.end() :], after, opened=border[0] == ",")


def _tells(after: str) -> bool:
    """Whether a main clause that follows an expression of time tells something done."""
    clause = after.lstrip(" ,")
    found = _PAST.search(clause)
    if found is None or not clause[: found.start()].strip():
        return False
    lead = clause[: found.start()]
    inner = any(border["sub"] or border["that"] for border in _BORDER.finditer(lead))
    return not (inner or _PRESENT.search(lead) or _UNSURE.search(clause[: found.end() + _REACH]))


def _hangs(clause: str, after: str, *, opened: bool = False) -> bool:
    """Whether an expression of time at the end of a clause hangs on its verb, which tells something done.

    ``after`` is what follows, ``opened`` says that the clause comes after a comma.
    """
    verbs = list(_PAST.finditer(clause))
    if not verbs or _UNSURE.search(clause) or _PRESENT.search(clause) or _REACTS.search(clause):
        return False
    last = verbs[-1]
    if _INFINITIVE.search(clause, last.end()):
        return False
    first = verbs[0]
    if not clause[: first.start()].strip() and not (opened and first["past"]):
        return False  # ", killed on Monday": whose verb it is is not told
    said = _SAYS.fullmatch(last[0]) is not None
    if said and not clause[last.end() :].removesuffix("on ").strip():
        return not opened or bool(after.lstrip().startswith(("that ", "the ")))
    return _alone(clause, verbs) and not _goes_on(last, after)


def _alone(clause: str, verbs: Sequence[re.Match[str]]) -> bool:
    """Whether the last of a clause's verbs in the past is its verb, and no participle beside another one."""
    if len(verbs) == 1 or _SAYS.fullmatch(verbs[-2][0]):
        return True
    between = clause[verbs[-2].end() : verbs[-1].start()]
    return bool(_AUXILIARY.search(clause[: verbs[-1].start()]) or re.search(r"\b(?:and|but)\b", between))


def _goes_on(verb: re.Match[str], after: str) -> bool:
    """Whether what may be a participle ("a man arrested on Monday") is followed by a verb of its noun."""
    if verb["past"]:
        return False
    if _AUXILIARY.search(verb.string[: verb.start()]):
        return False
    rest = _BORDER.split(after, maxsplit=1)[0]
    rest = re.split(r"\b(?:and|but)\b", rest, maxsplit=1)[0]
    return bool(_PRESENT.search(rest) or _PAST.search(rest))
