"""`sitrep ask --jsonl`: ranks given sentences for given questions, as the desk would; nothing is stored."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TextIO

from bot.failing import TROUBLE
from bot.files import read
from summarizer import retrieve


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One line: a question and the sentences to choose from. ``id`` is given back as it came."""

    id: object
    question: str
    sentences: tuple[str, ...]


def rank(file: str) -> int:
    """Answers the lines of a file or standard input (-); the exit code. Raises Refused for no file."""
    return ranked(read(file).split("\n"), sys.stdout, sys.stderr)


def ranked(lines: Iterable[str], out: TextIO, errors: TextIO) -> int:
    """Writes ``{"id", "scores", "answered"}`` a line, in order; a bad one is told by number and skipped."""
    code = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            request = _request(line)
        except ValueError as error:
            errors.write(f"line {number}: {error}\n")
            code = TROUBLE
            continue
        scores = retrieve.score(request.question, request.sentences)
        answer = {"id": request.id, "scores": scores, "answered": retrieve.answered(scores)}
        out.write(json.dumps(answer) + "\n")
    return code


def _request(line: str) -> Request:
    """The request of a line. Raises ValueError, in words, for one that is none."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError("not JSON") from error
    if not isinstance(fields, dict):
        raise ValueError("not an object")  # noqa: TRY004  # what is wrong is the value of the line
    question, sentences = fields.get("question"), fields.get("sentences")
    if "id" not in fields or not isinstance(question, str):
        raise ValueError("needs id and question")
    if not isinstance(sentences, list) or not all(isinstance(each, str) for each in sentences):
        raise ValueError("needs sentences, a list of strings")
    return Request(id=fields["id"], question=question, sentences=tuple(sentences))
