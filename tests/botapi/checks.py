"""What the real Bot API refuses, with its words: https://core.telegram.org/bots/api."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

UNITS = 4096
CAPTION = 1024
ENTITIES = 100
_TAGS = {
    "b",
    "strong",
    "i",
    "em",
    "u",
    "ins",
    "s",
    "strike",
    "del",
    "a",
    "code",
    "pre",
    "blockquote",
    "tg-spoiler",
}
_PIECE = re.compile(r"<(?P<close>/?)(?P<tag>[a-zA-Z-]+)(?P<attrs>[^<>]*)>|&(?P<entity>#?\w+);|(?P<lone><)")
_NAMED = {"lt", "gt", "amp", "quot"}


class Refusal(Exception):
    """An error answer of the Bot API."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad(description: str) -> Refusal:
    """A 400."""
    return Refusal(400, f"Bad Request: {description}")


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def parse_html(html: str) -> tuple[str, list[dict[str, Any]]]:
    """The text and the entities of Telegram's HTML; refuses what the real parser refuses."""
    text = ""
    stack: list[tuple[str, int, str | None]] = []
    entities: list[dict[str, Any]] = []
    end = 0
    for piece in _PIECE.finditer(html):
        text += html[end : piece.start()]
        end = piece.end()
        tag = (piece["tag"] or "").lower()
        if piece["lone"]:
            raise bad(f"can't parse entities: Unsupported start tag at byte offset {piece.start()}")
        if piece["entity"]:
            known = piece["entity"] in _NAMED or piece["entity"].startswith("#")
            text += unescape(piece[0]) if known else piece[0]
        elif tag not in _TAGS:
            raise bad(f'can\'t parse entities: Unsupported start tag "{tag}" at byte offset {piece.start()}')
        elif not piece["close"]:
            link = re.fullmatch(r'\s+href="([^"]*)"', piece["attrs"])
            expandable = tag == "blockquote" and piece["attrs"] == " expandable"
            if (piece["attrs"] and not link and not expandable) or (tag == "a") != bool(link):
                raise bad(f'can\'t parse entities: bad attributes of tag "{tag}"')
            stack.append((tag, units(text), unescape(link[1]) if link else None))
        else:
            if not stack or stack[-1][0] != tag:
                raise bad(f"can't parse entities: Unmatched end tag at byte offset {piece.start()}")
            _, start, url = stack.pop()
            entities.append({"type": tag, "offset": start, "length": units(text) - start, "url": url})
    if stack:
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{stack[-1][0]}\"")
    return text + html[end:], entities


def check_text(params: dict[str, str]) -> tuple[str, list[dict[str, Any]]]:
    """The text that a message will show, and its entities."""
    mode = params.get("parse_mode")
    if mode not in {None, "HTML"}:
        raise bad(f"unsupported parse_mode {mode}")
    text, entities = parse_html(params["text"]) if mode else (params["text"], [])
    text = text.strip()
    if not text:
        raise bad("message text is empty")
    if units(text) > UNITS:
        raise bad("message is too long")
    if len(entities) > ENTITIES:
        raise bad(f"{len(entities)} entities; the real one would drop some in silence")
    return text, entities


def check_caption(params: dict[str, str]) -> tuple[str, list[dict[str, Any]]]:
    """The words under a picture, which may be none, and their entities."""
    if not params.get("caption", "").strip():
        return "", []
    text, entities = check_text({**params, "text": params["caption"]})
    if units(text) > CAPTION:
        raise bad("message caption is too long")
    return text, entities


def check_photo(file: bytes) -> tuple[int, int]:
    """The width and height of a picture in PNG, which is all that the bot sends."""
    if not file:
        raise bad("file must be non-empty")
    if len(file) > 10 << 20:
        raise bad("file is too big")
    if file[:8] != b"\x89PNG\r\n\x1a\n" or file[12:16] != b"IHDR" or b"IEND" not in file[-12:]:
        raise bad("IMAGE_PROCESS_FAILED")
    width, height = (int.from_bytes(file[at : at + 4]) for at in (16, 20))
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return width, height


def check_keyboard(params: dict[str, str]) -> list[list[dict[str, str]]]:
    """The inline keyboard of a message; empty if it has none."""
    markup = json.loads(params.get("reply_markup", "{}"))
    if set(markup) - {"inline_keyboard"}:
        raise bad(f"unexpected reply_markup {sorted(markup)}")
    rows: list[list[dict[str, str]]] = markup.get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        if set(button) not in ({"text", "callback_data"}, {"text", "url"}) or not button["text"].strip():
            raise bad("inline keyboard button text is empty or it has unknown fields")
        if "url" in button and not re.match(r"(?:https?|tg)://[^\s/]", button["url"]):
            raise bad("BUTTON_URL_INVALID")
        start = re.match(r"https://t\.me/\w+\?start=(.*)", button.get("url", ""), re.DOTALL)
        if start and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start[1]):
            raise bad("START_PARAM_INVALID")
        if "url" not in button and not 1 <= len(button["callback_data"].encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
    if any(not 1 <= len(row) <= 8 for row in rows):
        raise bad("a row of the keyboard has no button or over eight")
    if sum(len(row) for row in rows) > 100:
        raise bad("reply markup is too long")
    return rows


def check_menu(params: dict[str, str], *, private: bool) -> dict[str, bool] | None:
    """What is put in the place of the phone's keyboard: the labels, and whether each shares the location.

    Empty for one that takes it away; None where nothing is said of it.
    """
    markup = json.loads(params.get("reply_markup", "{}"))
    if markup == {"remove_keyboard": True}:
        return {}
    if "keyboard" not in markup:
        return None
    if set(markup) - {"keyboard", "resize_keyboard", "one_time_keyboard"}:
        raise bad(f"unexpected reply_markup {sorted(markup)}")
    found = {}
    for button in (button for row in markup["keyboard"] for button in row):
        shares = button.get("request_location", False)
        if set(button) - {"text", "request_location"} or not button["text"].strip():
            raise bad("keyboard button text is empty or it has unknown fields")
        if shares and not private:
            raise bad("location can be requested in private chats only")
        found[button["text"]] = shares
    if not found:
        raise bad("reply keyboard is empty")
    return found


def check_commands(params: dict[str, str]) -> list[dict[str, str]]:
    """The commands of a menu."""
    commands: list[dict[str, str]] = json.loads(params["commands"])
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    return commands
