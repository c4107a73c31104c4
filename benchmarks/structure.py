"""The structure of the package in figures: packages, modules, lines, and which imports run back.

    python -m benchmarks.structure             # this checkout
    python -m benchmarks.structure FOLDER      # another one, of an earlier commit

An arrow is that one package imports from another. Where packages import each other, directly or
in a circle, some arrow runs back.
"""

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

PACKAGE = "rapporteur"


def modules(top: Path) -> dict[str, Path]:
    """The modules of the package by their dotted names below it."""
    root = top / PACKAGE
    return {
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted(root.rglob("*.py"))
    }


def imports(path: Path, known: set[str]) -> Iterator[str]:
    """The modules of the package that a module imports, wherever it does."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == PACKAGE:
            base = (node.module or "").removeprefix(PACKAGE).lstrip(".")
            for name in (f"{base}.{alias.name}".lstrip(".") for alias in node.names):
                if name in known or base in known:
                    yield name if name in known else base


def arrows(found: dict[str, Path]) -> Counter[tuple[str, str]]:
    """How many modules of a package import from another one; a module at the root is its own."""
    pairs = {
        (room(name), room(used), name)
        for name, path in found.items()
        for used in imports(path, set(found))
        if name and used
    }
    return Counter((one, other) for one, other, _ in pairs if one != other)


def room(module: str) -> str:
    """The package in which a module lies, or the module itself at the root."""
    return module.partition(".")[0]


def backward(weights: Counter[tuple[str, str]]) -> list[tuple[str, str]]:
    """The arrows that run back in an order of the packages in which few do; none without a circle.

    The order is that of Eades, Lin and Smyth (1993): take away what imports nothing that is left,
    then what nobody left imports, else what is imported most and imports least.
    """
    left = {end for arrow in weights for end in arrow}
    first: list[str] = []
    last: list[str] = []
    while left:
        uses = Counter(by for by, to in weights if {by, to} <= left)
        users = Counter(to for by, to in weights if {by, to} <= left)
        if lowest := sorted(one for one in left if not uses[one]):
            first += lowest
            left.difference_update(lowest)
        elif highest := sorted(one for one in left if not users[one]):
            last += highest
            left.difference_update(highest)
        else:
            chosen = max(sorted(left), key=lambda one: users[one] - uses[one])
            first.append(chosen)
            left.discard(chosen)
    place = {name: at for at, name in enumerate([*first, *reversed(last)])}
    return [(by, to) for by, to in weights if place[to] > place[by]]


def main(top: Path) -> None:
    """Print the figures."""
    found = modules(top)
    lines = {name: len(path.read_text("utf-8").splitlines()) for name, path in found.items()}
    weights = arrows(found)
    back = backward(weights)
    flat = [name for name in found if name and "." not in name and name not in _packages(found)]
    print(f"modules {len(found)}, lines {sum(lines.values())}, longest {max(lines.values())}")
    print(f"at the root: {len(flat)} modules beside {len(_packages(found))} packages")
    print(f"arrows between them: {len(weights)}, of which run back: {len(back)}")
    mutual = {tuple(sorted(pair)) for pair in weights if pair[::-1] in weights}
    print(f"pairs that import each other: {len(mutual)}")
    names = Counter(path.name for path in found.values() if path.name != "__init__.py")
    twice = [f"{name} ×{times}" for name, times in names.most_common() if times > 1]
    print(f"file names that occur more than once: {len(twice)}: {', '.join(twice)}")
    for one, other in sorted(back):
        print(f"  back: {one} → {other}")


def _packages(found: dict[str, Path]) -> set[str]:
    return {room(name) for name in found if "." in name}


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1])
