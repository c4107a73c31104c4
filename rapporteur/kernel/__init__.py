"""What every other package rests on and what knows none of them: files, settings, errors."""
