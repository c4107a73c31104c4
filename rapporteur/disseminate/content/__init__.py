"""What a published table or chart says, in one language, whatever file it is written to."""
