"""Telegram's face: updates become questions and submissions, answers become messages."""
