"""Keep an installation running: watch its folders, check it, back it up, restore it, tidy up."""
