"""Files that were sent to the bot: which are taken, and how Telegram hands them out.

A file's id is good for ever, the link that it gives for an hour. So the id is what is kept of a file, and
asking for it again is how an attempt begins anew.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from telegram import Bot, Document
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from ingest import kinds
from ingest.errors import NoArticle
from newsroom.answer import Text
from newsroom.errors import Refused, Trouble

LARGEST = 20 << 20  # bytes: Bot API server, MAX_DOWNLOAD_FILE_SIZE


def declined(file: Document) -> Text | None:
    """Why a file is not taken, as far as can be told without it; None for one that is."""
    said = kinds.told(file.file_name or "", file.mime_type or "")
    if isinstance(said, NoArticle):
        return Text.of(f"unreadable.{said}")
    if (file.file_size or 0) > LARGEST:
        return Text.of("file.too_big")
    return Text.of("unreadable.empty") if file.file_size == 0 else None


class Files:
    """Downloads files one at a time, since the library holds each whole in memory."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._turn = asyncio.Lock()

    async def __call__(self, file_id: str, path: Path) -> None:
        """Puts a file into a path. Raises Refused where it cannot be had, Trouble where not now."""
        try:
            file = await self._bot.get_file(file_id)
            async with self._turn:
                await file.download_to_drive(path)
        except InvalidToken as error:  # the library's word for a 404 as well: the link is over
            raise Trouble("file.away") from error
        except (BadRequest, Forbidden) as error:
            raise Refused("file.too_big" if "too big" in error.message.lower() else "file.gone") from error
        except TelegramError as error:
            raise Trouble("file.away") from error
