"""What the real Bot API refuses of answerInlineQuery: https://core.telegram.org/bots/api#answerinlinequery."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from tests.botapi.checks import Refusal, bad, check_keyboard, check_text

VALID = 30.0  # seconds in which an inline query, or a button, can be answered
LARGEST = 64 << 10  # bytes of the results of one answer; servers refuse more with 413
_RESULT = {"type", "id", "title", "description", "input_message_content", "reply_markup"}
_CONTENT = {"message_text", "parse_mode", "link_preview_options"}


@dataclass
class Choice:
    """A result as the list shows it, and the message that it becomes."""

    result_id: str
    title: str
    description: str
    text: str
    html: bool
    entities: list[dict[str, Any]]
    keyboard: list[list[dict[str, str]]]
    preview: bool

    @property
    def opens(self) -> list[str]:
        """The addresses behind the buttons."""
        return [button["url"] for row in self.keyboard for button in row if "url" in button]


@dataclass
class Offered:
    """What an inline query was answered with."""

    choices: list[Choice]
    next_offset: str
    cache_time: int
    personal: bool
    button: dict[str, str]


def check_offer(params: dict[str, str]) -> Offered:
    """The answer to an inline query."""
    if len(params["results"].encode()) > LARGEST:
        raise Refusal(413, "Request Entity Too Large")
    results: list[dict[str, Any]] = json.loads(params["results"])
    if len(results) > 50:
        raise bad("RESULTS_TOO_MUCH")
    ids = [result["id"] for result in results]
    if any(not 1 <= len(i.encode()) <= 64 for i in ids):
        raise bad("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad("RESULT_ID_DUPLICATE")
    offset = params.get("next_offset", "")
    if len(offset.encode()) > 64:
        raise bad("NEXT_OFFSET_INVALID")
    cache = params.get("cache_time", "300")
    if not re.fullmatch(r"\d{1,9}", cache):
        raise bad("CACHE_TIME_INVALID")
    return Offered(
        choices=[_choice(result) for result in results],
        next_offset=offset,
        cache_time=int(cache),
        personal=params.get("is_personal", "false") == "true",
        button=_button(json.loads(params.get("button", "{}"))),
    )


def _button(button: dict[str, str]) -> dict[str, str]:
    if button and (set(button) != {"text", "start_parameter"} or not button["text"].strip()):
        raise bad("exactly one of the optional fields of the button must be used")
    if button and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", button["start_parameter"]):
        raise bad("START_PARAM_INVALID")
    return button


def _choice(result: dict[str, Any]) -> Choice:
    if result["type"] != "article" or set(result) - _RESULT:
        raise bad(f"unexpected result {sorted(result)}")
    if not result.get("title", "").strip():
        raise bad("title of the result is empty")
    content = result["input_message_content"]
    if set(content) - _CONTENT:
        raise bad(f"unexpected content {sorted(content)}")
    text, entities = check_text({**content, "text": content["message_text"]})
    markup = {"reply_markup": json.dumps(result["reply_markup"])} if "reply_markup" in result else {}
    return Choice(
        result_id=result["id"],
        title=result["title"],
        description=result.get("description", ""),
        text=text,
        html="parse_mode" in content,
        entities=entities,
        keyboard=check_keyboard(markup),
        preview=not content.get("link_preview_options", {}).get("is_disabled", False),
    )
