"""Personal names: their tokens, the keys to find them by, and whether two are one person's.

Transliteration is undone by rules, never by a list of today's politicians: Zelensky, Zelenskyy and
Зеленський become one spelling, Mohammed and Muhammad one given name. Where the rules doubt, two
names stay apart; a wrong merge tells lies about a person, a missed one costs a line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz.fuzz import ratio

from summarizer.terms import folded

MOST_TOKENS = 12
LONGEST_TOKEN = 40

SAME = 1.0
VARIANT = 0.9  # a vowel, a short given name, a middle name apart
PART = 0.8  # several tokens of the longer name
SURNAME = 0.7  # the family name alone
GIVEN = 0.4  # the given name alone, or too little of the name
APART = 0.0

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u02bb\u00b4\u2032\uff07`", "'"))
_POSSESSIVE = re.compile(r"(?<=\w)'s?(?=$|\s)", re.IGNORECASE)
_INITIALS = re.compile(r"\b([A-Z])\.(?=[A-Z]\b)")
_WORD = re.compile(r"[^\W_]+")

# Close to the BGN/PCGN tables; "й" and "ы" meet "y" and "i" below, soft and hard signs vanish.
_CYRILLIC = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "e", "ё": "e", "ж": "zh",
    "з": "z", "и": "i", "і": "i", "ї": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ј": "y", "љ": "l",
    "њ": "n", "ћ": "ch", "ђ": "j", "џ": "j",
})  # fmt: skip

# One spelling for what different alphabets' readers write; applied in order.
_SPELLING = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"(?:off|ow)$", "ov"), (r"eff$", "ev"), (r"[ae]h$", "a"),
        (r"sh?ch", "sh"), (r"tch", "ch"), (r"tz", "ts"), (r"kh", "h"), (r"dzh|dj", "j"), (r"ph", "f"),
        (r"gh", "g"), (r"([tbd])h", r"\1"), (r"ck|q", "k"), (r"c(?=[eiy])", "s"), (r"c(?!h)", "k"),
        (r"x", "ks"), (r"w", "v"), (r"ou|oo", "u"), (r"ee", "i"), (r"^ye", "e"), (r"j$|y", "i"),
        (r"^abd[aeu]l?$", "abd"), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
_CLASSES = str.maketrans({"g": "k"})
_VOWELS = "aeiou"


def tokens(name: str) -> tuple[str, ...]:
    """The name's words: Latin letters, casefolded; titles, particles, generations, possessives gone.

    "President Volodymyr Zelenskyy's" gives ``("volodymyr", "zelenskyy")``, "Зеленський"
    ``("zelenskiy",)``. A name of nothing but such words keeps them. At most 12 tokens.
    """
    return _parts(name)[0]


def keys(name: str) -> frozenset[str]:
    """Keys under which the name is looked up: one consonant skeleton for each token.

    Two spellings of a token share their key, and so may unlike names: candidates, not an answer.
    """
    return frozenset(_skeleton(_spelled(token)) for token in tokens(name))


def alike(a: str, b: str) -> float:
    """How surely two forms name the same person, in [0, 1]; symmetric.

    1.0: the same name in another spelling or word order. 0.9: a vowel, a short form of the given
    name, or a middle name or initial apart. 0.8: several of the other's tokens. 0.7: the other's
    family name alone. 0.4: its given name alone, or a Korean name cut short. 0.0: two people, as
    far as names can tell.
    """
    first, second = sorted((_parts(a), _parts(b)), key=lambda part: (len(part[0]), part))
    if not first[0] or not second[0]:
        return APART
    if first[1] and second[1] and first[1] != second[1]:
        return APART
    if "".join(map(_spelled, first[0])) == "".join(map(_spelled, second[0])):
        return SAME
    if len(first[0]) == 1:
        return _lone(first[0][0], second[0])
    return _full(first[0], second[0])


def closeness(query: str, name: str) -> float:
    """How near a typed name, perhaps misspelled or cut short, is to a known one, in [0, 1].

    For "did you mean": each typed word against the most similar word of the name; 1.0 is a word
    for word match up to transliteration. Below 0.6 there is no likeness worth offering.
    """
    typed, known = tokens(query), tokens(name)
    if not typed or not known:
        return 0.0
    nearest = [max(_nearness(_spelled(t), _spelled(k)) for k in known) for t in typed]
    covered = min(1.0, len(typed) / len(known))
    return sum(nearest) / len(nearest) * (0.97 + 0.03 * covered)


def family(name: str) -> str:
    """The token that stands for the person when only one is used: the family name, or ""."""
    parts = tokens(name)
    return parts[_family_at(parts)] if parts else ""


def is_title(word: str) -> bool:
    """Whether a word before a name is a form of address, a rank or an office, and no part of the name."""
    return _plain(word) in _title_words() | _words("ranks")


def is_lexical(word: str, key: str) -> bool:
    """Whether a word stands in the list ``key`` of the data files, whatever its case and full stops."""
    lists = _data("titles") | _data("given")
    return _plain(word) in _split(lists[key])


def _plain(word: str) -> str:
    return word.casefold().replace(".", "").strip("’'")


@lru_cache(maxsize=64)
def _split(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _nearness(typed: str, known: str) -> float:
    score = ratio(typed, known) / 100
    if len(typed) >= 3 and known.startswith(typed):
        return max(score, 0.85)
    return score


def _lone(token: str, full: Sequence[str]) -> float:
    """A single token against a name: exact for one token, else by the place it has in the other."""
    if len(full) == 1:
        return SURNAME if _same(token, full[0]) else APART
    surname = _family_at(full)
    if _spelled(token) == _spelled(full[surname]):
        return SURNAME
    if any(_spelled(token) == _spelled(other) for other in full):
        return GIVEN
    return APART


def _full(short: Sequence[str], long: Sequence[str]) -> float:
    """Two names of several tokens, the first with no more tokens than the second."""
    if sorted(map(_spelled, short)) == sorted(map(_spelled, long)):
        return SAME if _family_first(short) or _family_first(long) else VARIANT
    if _same(short[-1], long[-1]) and _compatible_given(short[0], long[0]):
        return _with_middles(short, long)
    if len(short) < len(long) and _within(short, long):
        return GIVEN if _family_first(long) else PART
    return APART


def _with_middles(short: Sequence[str], long: Sequence[str]) -> float:
    """Family and given names agree: what the tokens between them say."""
    middle, other = short[1:-1], long[1:-1]
    if middle and not _initials_agree(middle, other):
        return APART
    if _family_first(long) and len(middle) != len(other):
        return GIVEN
    exact = all(_spelled(short[i]) == _spelled(long[i]) for i in (0, -1))
    return SAME if exact and len(middle) == len(other) else VARIANT


def _initials_agree(middle: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the middle names pair off, in order and number; an initial stands for its name."""
    return len(middle) == len(other) and all(
        _compatible_given(m, o) for m, o in zip(middle, other, strict=True)
    )


def _compatible_given(a: str, b: str) -> bool:
    """Whether two given names may be one: the same, one's initial, or a pair of the shipped table."""
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return _same(a, b) or bool(
        _groups().get(_spelled(a), frozenset()) & _groups().get(_spelled(b), frozenset())
    )


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the short name is a run at the beginning or the end of the long one."""
    runs = (long[: len(short)], long[-len(short) :])
    return any(all(map(_compatible_given, short, run)) for run in runs)


def _same(a: str, b: str) -> bool:
    """Whether two tokens are one up to transliteration: the same spelling, or vowels that vary within it."""
    one, two = _spelled(a), _spelled(b)
    if one == two:
        return True
    # Short tokens differ by their vowels (Kim, Kam), and given names by the last (Mario, Maria).
    if min(len(one), len(two)) < 5 or one[-1] != two[-1]:
        return False
    return _skeleton(one) == _skeleton(two) and ratio(one, two) >= 70


@lru_cache(maxsize=20_000)
def _spelled(token: str) -> str:
    spelled = token
    for pattern, to in _SPELLING:
        spelled = pattern.sub(to, spelled)
    return spelled or token


def _skeleton(spelled: str) -> str:
    """Consonants in their classes; a first vowel counts as one, whichever it is."""
    if not spelled.isascii():
        return spelled
    joined = spelled.replace("ch", "c").replace("sh", "x").replace("zh", "j").translate(_CLASSES)
    head = "a" if joined[0] in _VOWELS else joined[0]
    rest = "".join(c for c in joined[1:] if c not in _VOWELS and c != "h")
    return re.sub(r"(.)\1+", r"\1", head + rest)


def _family_at(parts: Sequence[str]) -> int:
    return 0 if _family_first(parts) else -1


def _family_first(parts: Sequence[str]) -> bool:
    """Whether the name is in East Asian order: a known family name before one or two given ones.

    Two syllables must look like ones, so that "Kim Beazley" and "Lee Harvey Oswald" do not.
    """
    if len(parts) == 2:
        return parts[0] in _family_names("family_first") and len(parts[1]) <= 8
    if len(parts) != 3 or any(len(token) > 5 for token in parts[1:]):
        return False
    return any(parts[0] in _family_names(key) for key in ("family_first", "family_first_of_three"))


@lru_cache(maxsize=20_000)
def _parts(name: str) -> tuple[tuple[str, ...], str]:
    """The name's tokens, and its generation ("jr", "iii") or ""."""
    plain = _POSSESSIVE.sub("", name.translate(_APOSTROPHES).strip())
    plain = folded(_INITIALS.sub(r"\1. ", plain)).casefold().translate(_CYRILLIC)
    words = [w[:LONGEST_TOKEN] for w in _WORD.findall(plain.replace("'", ""))][:MOST_TOKENS]
    generation = ""
    if len(words) > 1 and words[-1] in _words("generations"):
        generation = words.pop()
    words = _untitled(words)
    bare = [w for w in words if w not in _words("particles")]
    return tuple(bare or words), generation


def _untitled(words: list[str]) -> list[str]:
    """Without the leading titles; qualifiers ("prime", "foreign") go only with a title after them."""
    start = 0
    for index, word in enumerate(words[:-1]):
        if word in _title_words():
            start = index + 1
        elif word not in _words("qualifiers") and word not in _words("limiting"):
            break
    return words[start:]


@cache
def _title_words() -> frozenset[str]:
    return (
        _words("honorifics")
        | _words("rank_heads")
        | (_words("offices") - {"crown", "lady", "fighter", "chair"})
    )


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(_data("titles")[key].split())


@cache
def _family_names(key: str) -> frozenset[str]:
    return frozenset(_data("given")[key].split())


@cache
def _groups() -> dict[str, frozenset[int]]:
    """Given name in its spelling to the numbers of the groups it belongs to."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_data("given")["groups"].strip().splitlines()):
        for name in line.split():
            found.setdefault(_spelled(folded(name).casefold().translate(_CYRILLIC)), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


@cache
def _data(name: str) -> dict[str, str]:
    path = files("summarizer") / "data" / f"{name}.toml"
    data: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return data
