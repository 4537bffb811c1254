"""Buttons and results as Telegram takes them."""

from __future__ import annotations

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ParseMode

from handlers.keyboard import Button, Keyboard, Menu
from handlers.offers import Result

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """The buttons as Telegram takes them."""
    if not keyboard:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in keyboard])


def menu(menu: Menu) -> ReplyKeyboardMarkup | ReplyKeyboardRemove:
    """The menu as Telegram takes it."""
    if not menu.share:
        return ReplyKeyboardRemove()
    rows = [[KeyboardButton(menu.share, request_location=True)], [KeyboardButton(menu.say)]]
    return ReplyKeyboardMarkup(rows, resize_keyboard=True, one_time_keyboard=True)


def _button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.label, url=button.url)
    return InlineKeyboardButton(button.label, callback_data=button.data)


def result(one: Result, *, html: bool) -> InlineQueryResultArticle:
    """A result as Telegram takes it."""
    content = InputTextMessageContent(
        one.message.html if html else one.message.text,
        parse_mode=ParseMode.HTML if html else None,
        link_preview_options=NO_PREVIEW,
    )
    return InlineQueryResultArticle(
        one.key, one.title, content, reply_markup=markup(one.message.keyboard), description=one.description
    )
