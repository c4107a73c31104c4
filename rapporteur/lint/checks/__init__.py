"""The rules as code: one module a topic, each with a function `check`."""
