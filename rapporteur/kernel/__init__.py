"""Files, settings, errors and worker processes; every other package may import this one."""
