"""An installation kept running: watching, looking over, backing up, tidying."""
