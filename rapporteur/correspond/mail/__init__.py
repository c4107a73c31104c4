"""Mail: replies taken from a mailbox, and what goes out to those who were asked.

`fetching` takes attachments from an IMAP mailbox into a cycle. What goes out is composed as
`letters`, lies in `outputs/<cycle>/outbox/` for anyone to read, and is sent (`sending`) only
where the settings say so; `inputs/<cycle>/correspondence.csv` says who was told what, and when.
"""
