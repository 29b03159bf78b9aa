"""Tool tips of more than a few words."""

from html import escape


def wrapped(text: str) -> str:
    """The text as a tool tip of several lines: Qt wraps only what is rich text."""
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>" if text else ""
