"""From what an admin hands over (pages, pastes, files, links) to clean draft articles.

The only outbound HTTP other than Telegram's own lives here.
"""
