"""The methods of the Bot API that the bot may use, with their parameters and their effects."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.checks import (
    Refusal,
    bad,
    check_caption,
    check_commands,
    check_keyboard,
    check_menu,
    check_photo,
    check_text,
)
from tests.botapi.inline import VALID, Offered, check_offer

PARAMETERS = {
    "getMe": set(),
    "deleteWebhook": {"drop_pending_updates"},
    "getUpdates": {"offset", "limit", "timeout", "allowed_updates"},
    "setMyCommands": {"commands", "scope", "language_code"},
    "sendMessage": {
        "chat_id", "text", "parse_mode", "link_preview_options", "reply_parameters", "reply_markup",
        "message_thread_id", "disable_notification",
    },
    "sendPhoto": {"chat_id", "photo", "caption", "parse_mode", "reply_parameters", "message_thread_id"},
    "sendDocument": {"chat_id", "document", "reply_parameters", "message_thread_id"},
    "editMessageText": {
        "chat_id", "message_id", "text", "parse_mode", "link_preview_options", "reply_markup",
    },
    "editMessageReplyMarkup": {"chat_id", "message_id", "reply_markup"},
    "deleteMessage": {"chat_id", "message_id"},
    "answerCallbackQuery": {"callback_query_id", "text", "show_alert"},
    "answerInlineQuery": {
        "inline_query_id", "results", "cache_time", "is_personal", "next_offset", "button",
    },
    "sendChatAction": {"chat_id", "action"},
    "getFile": {"file_id"},
    "getChatMember": {"chat_id", "user_id"},
    "getChat": {"chat_id"},
}  # fmt: skip
_RIGHTS = (
    *("can_be_edited", "can_manage_chat", "can_delete_messages", "can_manage_video_chats"),
    *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users"),
    *("can_post_stories", "can_edit_stories", "can_delete_stories"),
)
_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)
LARGEST = 20 << 20  # bytes of a file that bots may download
DELETABLE = 48 * 3600  # seconds for which a bot can delete what it sent
_GONE = "query is too old and response timeout expired or query ID is invalid"
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


@dataclass
class Shown:
    """A message of the bot as its chat shows it now; ``history`` holds the texts before edits."""

    chat_id: int
    message_id: int
    text: str
    entities: list[dict[str, Any]]
    keyboard: list[list[dict[str, str]]]
    at: float
    reply_to: int | None
    html: bool
    thread: int | None = None
    history: list[str] = field(default_factory=list)
    file: bytes | None = None
    file_name: str = ""
    photo: tuple[int, int] | None = None  # its width and height; the text is its caption
    menu: bool = False  # whether it was sent with one in the place of the phone's keyboard

    @property
    def buttons(self) -> dict[str, str]:
        """The callback data by label."""
        buttons = (button for row in self.keyboard for button in row)
        return {b["text"]: b["callback_data"] for b in buttons if "callback_data" in b}

    @property
    def opens(self) -> dict[str, str]:
        """The addresses that buttons open, by label."""
        return {b["text"]: b["url"] for row in self.keyboard for b in row if "url" in b}

    @property
    def links(self) -> list[str]:
        """The addresses behind the words."""
        return [entity["url"] for entity in self.entities if entity["url"]]


class Methods:
    """The state behind the methods: chats, messages, files, menus."""

    def __init__(self, username: str) -> None:
        self.me: dict[str, Any] = {
            "id": 1001,
            "is_bot": True,
            "first_name": "Sitrep",
            "username": username,
            "can_read_all_group_messages": True,
            "supports_inline_queries": True,
        }
        self.chats: dict[int, dict[str, Any]] = {}
        self.messages: dict[tuple[int, int], Shown] = {}
        self.topics: dict[int, set[int]] = {}  # of forums, by chat
        self.queries: dict[str, float] = {}  # pressed buttons without an answer, and when
        self.typed: dict[str, float] = {}  # inline queries without an answer, and when they began
        self.offered: dict[str, Offered] = {}
        self.toasts: list[str] = []
        self.uploads: dict[str, tuple[str, bytes]] = {}  # of the call under way, by the name of their part
        self.files: dict[str, bytes] = {}
        self.paths: dict[str, str] = {}  # of files, as getFile gave them out; each is good for an hour
        self.menus: dict[str, list[str]] = {}
        self.keyboards: dict[int, dict[str, bool]] = {}  # in the place of the phone's, by chat
        self.members: dict[tuple[int, int], str] = {}
        self.silent: set[tuple[int, int]] = set()  # admins of channels who may not post
        self.last_message = 100

    def call(self, method: str, params: dict[str, str]) -> object:
        """Carries a method out. Raises Refusal for what the real one refuses."""
        unknown = set(params) - PARAMETERS[method]
        if unknown:
            raise bad(f"unknown parameters {sorted(unknown)} of {method}")
        does: dict[str, Callable[[dict[str, str]], object]] = {
            "getMe": lambda _: self.me,
            "deleteWebhook": lambda _: True,
            "setMyCommands": self._set_my_commands,
            "sendMessage": self._send_message,
            "sendPhoto": self._send_photo,
            "sendDocument": self._send_document,
            "editMessageText": self._edit_message_text,
            "editMessageReplyMarkup": self._edit_message_reply_markup,
            "deleteMessage": self._delete_message,
            "answerCallbackQuery": self._answer_callback_query,
            "answerInlineQuery": self._answer_inline_query,
            "sendChatAction": lambda p: bool(self._chat(p)),
            "getFile": self._get_file,
            "getChatMember": self._get_chat_member,
            "getChat": self._get_chat,
        }
        return does[method](params)

    def next_message(self) -> int:
        """A fresh message id."""
        self.last_message += 1
        return self.last_message

    def _chat(self, params: dict[str, str]) -> dict[str, Any]:
        try:
            return self.chats[int(params["chat_id"])]
        except KeyError:
            raise bad("chat not found") from None

    def _send_message(self, params: dict[str, str]) -> object:
        text, entities = check_text(params)
        return self._sent(params, text=text, entities=entities, html="parse_mode" in params)

    def _send_photo(self, params: dict[str, str]) -> object:
        _, file = self.uploads.pop(params["photo"].removeprefix("attach://"), ("", b""))
        caption, entities = check_caption(params)
        size = check_photo(file)
        html = "parse_mode" in params
        return self._sent(params, text=caption, entities=entities, html=html, file=file, photo=size)

    def _send_document(self, params: dict[str, str]) -> object:
        name, file = self.uploads.pop(params["document"].removeprefix("attach://"), ("", b""))
        if not file:
            raise bad("file must be non-empty")
        return self._sent(params, text="", entities=[], html=False, file=file, file_name=name)

    def _sent(self, params: dict[str, str], **more: Any) -> object:  # noqa: ANN401  # fields of Shown
        chat = self._chat(params)
        posts = (chat["id"], self.me["id"]) not in self.silent and self._is_admin(chat["id"])
        if chat["type"] == "channel" and not posts:
            raise Refusal(403, "Forbidden: bot is not a member of the channel chat")
        reply = json.loads(params.get("reply_parameters", "{}"))
        menu = check_menu(params, private=chat["type"] == "private")
        if menu is not None:
            self.keyboards[chat["id"]] = menu
            params = {name: value for name, value in params.items() if name != "reply_markup"}
        thread = int(params["message_thread_id"]) if "message_thread_id" in params else None
        if thread is not None and thread not in self.topics.get(chat["id"], set()):
            raise bad("message thread not found")
        shown = Shown(
            chat_id=chat["id"],
            message_id=self.next_message(),
            keyboard=check_keyboard(params),
            at=time.monotonic(),
            reply_to=reply.get("message_id"),
            thread=thread,
            menu=menu is not None,
            **more,
        )
        self.messages[shown.chat_id, shown.message_id] = shown
        return self.as_message(shown)

    def _edit_message_text(self, params: dict[str, str]) -> object:
        shown = self._own(params)
        if shown.file is not None:
            raise bad("there is no text in the message to edit")
        text, entities = check_text(params)
        keyboard = check_keyboard(params)
        if (text, entities, keyboard) == (shown.text, shown.entities, shown.keyboard):
            raise bad(_SAME)
        shown.history.append(shown.text)
        shown.text, shown.entities, shown.keyboard = text, entities, keyboard
        return self.as_message(shown)

    def _edit_message_reply_markup(self, params: dict[str, str]) -> object:
        shown = self._own(params)
        keyboard = check_keyboard(params)
        if keyboard == shown.keyboard:
            raise bad(_SAME)
        shown.keyboard = keyboard
        return self.as_message(shown)

    def _own(self, params: dict[str, str]) -> Shown:
        """A message to edit; those with a menu cannot be (Bot API, "Updating messages")."""
        self._chat(params)
        shown = self.messages.get((int(params["chat_id"]), int(params["message_id"])))
        if shown is None:
            raise bad("message to edit not found")
        if shown.menu:
            raise bad("message can't be edited")
        return shown

    def _delete_message(self, params: dict[str, str]) -> object:
        key = self._chat(params)["id"], int(params["message_id"])
        if key not in self.messages:
            raise bad("message to delete not found")
        if time.monotonic() - self.messages[key].at > DELETABLE:
            raise bad("message can't be deleted for everyone")
        del self.messages[key]
        return True

    def _answer_callback_query(self, params: dict[str, str]) -> object:
        pressed = self.queries.get(params["callback_query_id"])
        if pressed is None or time.monotonic() - pressed > VALID:
            raise bad(_GONE)
        if len(params.get("text", "")) > 200:
            raise bad("MESSAGE_TOO_LONG")
        del self.queries[params["callback_query_id"]]
        self.toasts.append(params.get("text", ""))
        return True

    def _answer_inline_query(self, params: dict[str, str]) -> object:
        began = self.typed.get(params["inline_query_id"])
        if began is None or time.monotonic() - began > VALID:
            raise bad(_GONE)
        offered = check_offer(params)
        del self.typed[params["inline_query_id"]]
        self.offered[params["inline_query_id"]] = offered
        return True

    def _set_my_commands(self, params: dict[str, str]) -> object:
        scope = json.loads(params.get("scope", '{"type": "default"}'))
        if "chat_id" in scope and scope["chat_id"] not in self.chats:
            raise bad("chat not found")
        commands = check_commands(params)
        self.menus[f"{scope['type']}:{scope.get('chat_id', '')}"] = [c["command"] for c in commands]
        return True

    def _get_file(self, params: dict[str, str]) -> object:
        if params["file_id"] not in self.files:
            raise bad("wrong file_id or the file is temporarily unavailable")
        size = len(self.files[params["file_id"]])
        if size > LARGEST:
            raise bad("file is too big")
        name = params["file_id"]
        path = f"documents/file_{len(self.paths)}"
        self.paths[path] = name
        return {"file_id": name, "file_unique_id": name, "file_size": size, "file_path": path}

    def _get_chat(self, params: dict[str, str]) -> object:
        asked = params["chat_id"]
        found = [c for c in self.chats.values() if f"@{c.get('username')}".lower() == asked.lower()]
        if not found:
            raise bad("chat not found")
        full = {"accent_color_id": 1, "max_reaction_count": 11, "accepted_gift_types": _GIFTS}
        return {**found[0], **full}

    def _is_admin(self, chat_id: int) -> bool:
        return self.members.get((chat_id, self.me["id"])) == "administrator"

    def _get_chat_member(self, params: dict[str, str]) -> object:
        chat_id, user_id = self._chat(params)["id"], int(params["user_id"])
        if self._chat(params)["type"] == "channel" and not self._is_admin(chat_id):
            raise bad("member list is inaccessible")
        if (chat_id, user_id) not in self.members:
            raise bad("PARTICIPANT_ID_INVALID")
        status = self.members[chat_id, user_id]
        user = {"id": user_id, "is_bot": False, "first_name": f"User {user_id}"}
        rights: dict[str, Any] = dict.fromkeys(_RIGHTS, True) if status == "administrator" else {}
        if rights and self.chats[chat_id]["type"] == "channel":
            rights["can_post_messages"] = (chat_id, user_id) not in self.silent
        return {"status": status, "user": user, "is_anonymous": False, **rights}

    def as_message(self, shown: Shown) -> dict[str, Any]:
        """A message of the bot as the Bot API writes it."""
        message = {
            "message_id": shown.message_id,
            "date": int(time.time()),
            "chat": self.chats[shown.chat_id],
            "from": self.me,
            "text": shown.text,
        }
        if shown.photo is not None:
            width, height = shown.photo
            name = f"photo-{shown.message_id}"
            size = {"file_id": name, "file_unique_id": name, "width": width, "height": height}
            message = {**message, "photo": [size], "caption": shown.text}
            del message["text"]
        elif shown.file is not None:
            of = {"file_id": shown.file_name, "file_unique_id": shown.file_name, "file_name": shown.file_name}
            message = {**message, "document": of}
            del message["text"]
        if shown.thread is not None:
            message |= {"message_thread_id": shown.thread, "is_topic_message": True}
        if shown.keyboard:
            message["reply_markup"] = {"inline_keyboard": shown.keyboard}
        return message


__all__ = ["PARAMETERS", "Methods", "Refusal", "Shown"]
