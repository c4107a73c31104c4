"""What goes back to respondents and the secretariat: returns, receipts, reminders."""
