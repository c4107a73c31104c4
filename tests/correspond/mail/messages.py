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
    made = EmailMessage(SMTP)
    made["From"] = sender
    made["To"] = "tiny@example.org"
    made["Subject"] = subject
    for name, value in (headers or {}).items():
        made[name] = value
    made.set_content("Please find our reply attached.\n")
    for name, content in files:
        main, _, sub = XLSX.partition("/")
        made.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return made.as_bytes()
