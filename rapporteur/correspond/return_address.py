"""Where respondents are asked to send something: a cycle need not state an address."""

from collections.abc import Callable


def say_where(say: Callable[..., str], key: str, address: str) -> str:
    """The sentence `key`, which names the address; without one its attribute `back`, a sentence
    that asks for it to be sent back.
    """
    return say(key, address=address) if address else say(f"{key}.back")
