"""Letters by mail to respondents and operators.

Receipts and returns (`reply_letters`) and reminders (`reminders`) are written into
`outputs/<cycle>/outbox/`, where anyone can read them, and are sent (`sending`) only where the
settings say so. `inputs/<cycle>/correspondence.csv` (`correspondence_register`) records what was
sent to whom and when.
"""
