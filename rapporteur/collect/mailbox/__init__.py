"""Replies taken from an IMAP mailbox."""
