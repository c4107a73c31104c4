"""What goes back to those who were asked: returns, receipts, reminders."""
