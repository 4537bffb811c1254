"""What Telegram's refusals mean: for the chat, or for the one message."""

from __future__ import annotations

from telegram.error import BadRequest, Forbidden, TelegramError

from newsroom.undelivered import Reason

# In the words of the Bot API server, which come from two layers: its own, and the MTProto error names.
_CHAT_IS_LOST = {
    "blocked": Reason.BLOCKED,
    "user_is_blocked": Reason.BLOCKED,
    "deactivated": Reason.DEACTIVATED,
    "kicked": Reason.REMOVED,
    "not a member": Reason.REMOVED,
    "was deleted": Reason.REMOVED,
    "channel_private": Reason.REMOVED,
    "chat not found": Reason.NOT_FOUND,
    "chat_id_invalid": Reason.NOT_FOUND,
    "peer_id_invalid": Reason.NOT_FOUND,
    "group chat was upgraded": Reason.NOT_FOUND,  # and the new id was not told
    "can't initiate conversation": Reason.NOT_FOUND,
    "can't send messages to bots": Reason.NOT_FOUND,
    "have no rights to send": Reason.NO_RIGHTS,
    "not enough rights": Reason.NO_RIGHTS,
    "need administrator rights": Reason.NO_RIGHTS,
    "chat_admin_required": Reason.NO_RIGHTS,
    "chat_write_forbidden": Reason.NO_RIGHTS,
    "chat_restricted": Reason.NO_RIGHTS,
    "chat_send_plain_forbidden": Reason.NO_RIGHTS,
    "chat_send_photos_forbidden": Reason.NO_RIGHTS,
    "have no write access": Reason.NO_RIGHTS,
    "topic_closed": Reason.CLOSED,  # the forum's general one, if there was no other
}
_TOPIC_IS_GONE = ("message thread not found", "topic_deleted", "topic_closed", "topic_id_invalid")


def lost(error: TelegramError) -> Reason | None:
    """Why the chat cannot be written to any more; None if this is about the one message."""
    if not isinstance(error, BadRequest | Forbidden):
        return None
    words = error.message.lower()
    reason = next((reason for part, reason in _CHAT_IS_LOST.items() if part in words), None)
    return Reason.REMOVED if reason is None and isinstance(error, Forbidden) else reason


def topic_gone(error: TelegramError) -> bool:
    """Whether the topic of a forum was closed or deleted."""
    return isinstance(error, BadRequest) and any(part in error.message.lower() for part in _TOPIC_IS_GONE)
