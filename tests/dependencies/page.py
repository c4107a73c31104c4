"""Write docs/dependencies.md: `python -m tests.dependencies.page`, or `make dependencies`.

Which packages are locked, and who requires them, is in the locks; reasons are in pyproject.toml;
licences and sizes are those of the packages that are installed.
"""

from collections.abc import Iterator, Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Final

from packaging.utils import canonicalize_name

from tests.dependencies.licences import licence
from tests.dependencies.locked import DEVELOPMENT, RUNTIME, Locked, direct, locked, stated
from tests.support import ROOT

PAGE: Final = ROOT / "docs" / "dependencies.md"
_MIB: Final = 2**20
_INTRODUCTION: Final = (
    "# Dependencies\n\n"
    "What is installed beside the program, under which licence, and why. `make dependencies` "
    "writes this page from the locks, from `[tool.rapporteur.reasons]` in `pyproject.toml` and "
    "from what the installed packages say of themselves; a test fails when it is out of date. "
    "Licences are SPDX expressions. Sizes are of the packages as installed on Linux (x86-64, "
    "CPython 3.11), in MiB; – is for a package of another version of Python or another system.\n\n"
    "`make audit` asks which of these versions have known vulnerabilities, `make sbom` writes them "
    "as a bill of materials in CycloneDX ([operations.md](operations.md#dependencies)).\n"
)


def page() -> str:
    """The page as it should be."""
    runtime = locked(RUNTIME)
    names = {package.name for package in runtime}
    development = [package for package in locked(DEVELOPMENT) if package.name not in names]
    besides = len({package.name for package in development})
    return "\n".join(
        (
            _INTRODUCTION,
            f"## To run it ({len(names)})\n",
            *_table(runtime),
            f"\n## To develop and test it besides ({besides})\n",
            *_table(development),
            "",
        )
    )


def _table(packages: Sequence[Locked]) -> Iterator[str]:
    yield "| package | version | licence | MiB | why |"
    yield "| --- | --- | --- | ---: | --- |"
    for package in packages:
        installed = _installed(package.name)
        is_here = installed and installed.version == package.version
        size = _size(installed) if installed and is_here else "–"
        version = f"{package.version} ({package.marker})" if package.marker else package.version
        cells = (package.name, version, licence_of(package), size, why(package))
        yield f"| {' | '.join(cells)} |"


def licence_of(package: Locked) -> str:
    """The licence as it was looked up, else as the installed package states it."""
    looked_up: str = stated()["licences"].get(package.name, "")
    installed = _installed(package.name)
    return looked_up or (licence(installed) if installed else "")


def why(package: Locked) -> str:
    """The reason of a package that the project names, else the packages that require it."""
    required_by = [name for name in package.required_by if name != package.name]
    if canonicalize_name(package.name) in direct():
        return str(stated()["reasons"][package.name])
    return f"required by {', '.join(required_by)}"


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _size(package: Distribution) -> str:
    mib = sum(file.size or 0 for file in package.files or []) / _MIB
    return f"{mib:.0f}" if mib >= 0.5 else "< 1"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
