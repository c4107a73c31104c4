"""Messages as people and their programs send them."""

from email.message import EmailMessage
from email.policy import SMTP

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def mail(
    *files: tuple[str, bytes],
    sender: str = "Ministry of Work <unit@example.org>",
    subject: str = "Our reply",
    headers: dict[str, str] | None = None,
) -> bytes:
    """A message with attachments, whatever their names say they are."""
    message = EmailMessage(SMTP)
    message["From"] = sender
    message["To"] = "tiny@example.org"
    message["Subject"] = subject
    for name, value in (headers or {}).items():
        message[name] = value
    message.set_content("Please find our reply attached.\n")
    for name, content in files:
        main, _, sub = XLSX.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()
