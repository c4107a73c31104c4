"""Take replies from an IMAP mailbox."""
