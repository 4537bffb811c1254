"""The source a question names: "according to Reuters", "what does the BBC say about the talks?"."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BEFORE = r"(?:according to|as reported by|reported by|reports? (?:by|from|in)|in|from|by|on)"
_SAYS = r"(?:say|says|said|report|reports|reported|write|writes|wrote)"


def find(question: str, sources: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """The question without the source it names, and that source; the question as it is where it names none.

    ``sources`` are the archive's. Only where a question says that it wants a source's word is the
    name taken for one: "Reuters reporter killed" is about Reuters.
    """
    folded = question.casefold()
    for name in sorted(sources, key=len, reverse=True):
        if name.casefold() not in folded:
            continue
        exact = rf"(?:the )?{re.escape(name)}(?!\w)"
        for pattern, kept in (
            (rf",?\s*\b{_BEFORE}\s+{exact}", ""),
            (rf"\b(?:does|do|did)\s+{exact}\s+{_SAYS}\b", ""),
        ):
            rest, count = re.subn(pattern, kept, question, count=1, flags=re.IGNORECASE)
            if count:
                return re.sub(r"\s{2,}", " ", rest).strip(" ,"), (name,)
    return question, ()
