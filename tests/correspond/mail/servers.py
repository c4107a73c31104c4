"""Real servers of mail on loopback: Dovecot for IMAP, aiosmtpd for SMTP."""

import asyncio
import datetime
import grp
import imaplib
import ipaddress
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import SecretStr

from rapporteur.kernel.settings import Mailbox

HOST = "127.0.0.1"
USER, PASSWORD = "replies", "correct-horse-battery"
DOVECOT = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of 127.0.0.1 that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "certificate.pem", folder / "key.pem"
    public.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.TraditionalOpenSSL,
            serialization.NoEncryption(),
        )
    )
    return public, private


_CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = {host}
default_internal_user = {account}
default_internal_group = {group}
default_login_user = {account}
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail/%u
first_valid_uid = 1
first_valid_gid = 1
mailbox_idle_check_interval = 1 secs
auth_failure_delay = 0
{extra}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service imap {{
  vsz_limit = 1G
}}
"""

NO_KEYWORDS = """
mail_plugins = acl
plugin {{
  acl = vfile:{folder}/acl
}}
"""
"""A mailbox of which only the flag of what was seen may be set (RFC 4314: s, not w)."""

NO_IDLE = """
imap_capability = IMAP4rev1 UIDPLUS
"""


@dataclass
class Imap:
    """A running IMAP server with one mailbox, that of `user`."""

    port: int
    tls_port: int
    certificate: Path
    folder: Path
    user: str = USER

    def settings(self, **changes: object) -> Mailbox:
        options: dict[str, object] = {
            "host": HOST,
            "port": self.port,
            "user": self.user,
            "password": SecretStr(PASSWORD),
            "encryption": "none",
            **changes,
        }
        return Mailbox.model_validate(options)

    @contextmanager
    def client(self) -> Iterator[imaplib.IMAP4]:
        """A client of the tests' own."""
        with imaplib.IMAP4(HOST, self.port) as client:
            client.login(self.user, PASSWORD)
            client.select()
            yield client

    def deliver(self, content: bytes, when: datetime.datetime | None = None) -> None:
        """Put a message into the mailbox as if the server had received it `when`."""
        with self.client() as client:
            at = when or datetime.datetime.now(datetime.UTC)
            status, answer = client.append("INBOX", "", at, content)
            assert status == "OK", answer

    def flags(self) -> list[set[str]]:
        """The flags of each message."""
        with self.client() as client:
            _, answer = client.fetch("1:*", "(FLAGS)")
        return [
            {flag.decode() for flag in imaplib.ParseFlags(line)}
            for line in answer
            if isinstance(line, bytes)
        ]


@contextmanager
def dovecot(extra: str = "") -> Iterator[Imap]:
    """A Dovecot of its own, run without privileges."""
    assert DOVECOT
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
    root = os.geteuid() == 0
    who = pwd.getpwnam("nobody") if root else pwd.getpwuid(os.geteuid())
    imap = Imap(free_port(), free_port(), folder / "certificate.pem", folder)
    try:
        _, key = certificate(folder)
        (folder / "acl").write_text(f"* user={USER} lrsi\n", encoding="ascii")
        config = folder / "dovecot.conf"
        config.write_text(
            _CONFIG.format(
                folder=folder,
                host=HOST,
                account=who.pw_name,
                group=grp.getgrgid(who.pw_gid).gr_name,
                certificate=imap.certificate,
                key=key,
                extra=extra.format(folder=folder),
                password=PASSWORD,
                uid=who.pw_uid,
                gid=who.pw_gid,
                port=imap.port,
                tls_port=imap.tls_port,
            ),
            encoding="ascii",
        )
        if root:
            for path in (folder, *folder.iterdir()):
                os.chown(path, who.pw_uid, who.pw_gid)
        process = subprocess.Popen(
            [DOVECOT, "-F", "-c", str(config)],
            user=who.pw_uid if root else None,
            group=who.pw_gid if root else None,
            extra_groups=[] if root else None,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _answers(imap.port, folder / "log", process)
            yield imap
        finally:
            process.terminate()
            process.wait(60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _answers(port: int, log: Path, process: "subprocess.Popen[bytes]") -> None:
    limit = time.monotonic() + 120
    while True:
        try:
            with imaplib.IMAP4(HOST, port, timeout=30):
                return
        except (OSError, imaplib.IMAP4.error):
            output = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
            assert process.poll() is None, output
            assert time.monotonic() < limit, output
            time.sleep(0.05)


@dataclass
class Post:
    """What an SMTP server does with what it is given, and what it has taken."""

    recipient: dict[str, str] = field(default_factory=dict)  # answers to RCPT, by address
    data: list[str] = field(default_factory=list)  # answers to DATA, then 250
    drop: str = ""  # the command at which the connection is dropped
    hang: bool = False  # whether the answer to DATA never comes
    taken: list[Envelope] = field(default_factory=list)
    begun: int = 0
    port: int = 0

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.drop == "MAIL":
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.recipient:
            return self.recipient[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.begun += 1
        if self.data:
            return self.data.pop(0)
        self.taken.append(envelope)
        if self.hang:
            await asyncio.sleep(30)
        if self.drop == "DATA":
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 OK"


@contextmanager
def smtp(post: Post, folder: Path | None = None, *, login: bool = False) -> Iterator[Post]:
    """An SMTP server; with a `folder`, one that demands STARTTLS with a certificate from there."""
    context = None
    if folder:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*certificate(folder))

    def knows(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)

    controller = Controller(
        post,
        hostname=HOST,
        port=free_port(),
        server_hostname="mail.example.org",
        tls_context=context,
        require_starttls=folder is not None,
        authenticator=knows,
        auth_required=login,
        auth_require_tls=login,
    )
    controller.start()
    post.port = controller.port
    try:
        yield post
    finally:
        controller.stop()
