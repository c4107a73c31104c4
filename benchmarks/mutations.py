"""What can be done to a workbook: to its bytes, to the members of its archive, to its XML."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from random import Random
from warnings import catch_warnings, simplefilter

Mutation = Callable[[bytes, Random], bytes]
Members = list[tuple[str, bytes]]

_ELEMENT = re.compile(rb"<([\w:]+)(?:\s[^<>]*)?(?:/>|>[^<>]*</\1>)")
_HUGE = (b"1e999", b"-1", b"99999999999999999999", b"NaN", b"", b"1.7976931348623157E+308")
_PLACES = (b"XFD1048576", b"A1", b"ZZZ9999999", b"A0", b"\xc3\xa9", b"XFD1", b"A1048576", b"")
_TYPES = (b"s", b"str", b"n", b"b", b"e", b"d", b"inlineStr", b"float", b"date", b"?")
_ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY e "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    b'<!DOCTYPE x SYSTEM "http://localhost:9/x.dtd">',
)


def truncate(content: bytes, random: Random) -> bytes:
    """Cut the file off anywhere."""
    return content[: random.randrange(len(content) + 1)]


def flip(content: bytes, random: Random) -> bytes:
    """Flip up to forty bits."""
    changed = bytearray(content)
    for _ in range(random.randint(1, 40) if changed else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def overwrite(content: bytes, random: Random) -> bytes:
    """Write over a stretch with zeros, ones or noise."""
    start = random.randrange(len(content) + 1)
    length = min(random.choice((1, 4, 64, 512, 4096)), len(content) - start)
    filler = random.choice((b"\0" * length, b"\xff" * length, random.randbytes(length)))
    return content[:start] + filler + content[start + length :]


def remove(content: bytes, random: Random) -> bytes:
    """Take a stretch out."""
    start = random.randrange(len(content) + 1)
    return content[:start] + content[start + random.choice((1, 2, 512, 2048)) :]


def repeat(content: bytes, random: Random) -> bytes:
    """Put a stretch in twice."""
    start = random.randrange(len(content) + 1)
    end = start + random.choice((1, 2, 512, 2048))
    return content[:end] + content[start:end] + content[end:]


def sizes(content: bytes, random: Random) -> bytes:
    """Change a size, an offset or a checksum in the directory of the archive."""
    changed = bytearray(content)
    places = [m.start() for m in re.finditer(rb"PK\x01\x02", content)]
    if places:
        at = random.choice(places) + random.choice((8, 10, 16, 20, 24, 28, 42))
        value = random.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, random.getrandbits(32)))
        changed[at : at + 4] = value.to_bytes(4, "little")
    return bytes(changed)


def _packed(change: Callable[[Members, Random], Members]) -> Mutation:
    def mutation(content: bytes, random: Random) -> bytes:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                members = [(name, archive.read(name)) for name in archive.namelist()]
        except Exception:  # what an earlier mutation has broken is cut instead
            return truncate(content, random)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, catch_warnings():
            simplefilter("ignore", UserWarning)  # of a member that is there twice, as is meant
            for name, data in change(members, random):
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        return stream.getvalue()

    return mutation


def _drop(members: Members, random: Random) -> Members:
    return [member for member in members if member is not random.choice(members)]


def _rename(members: Members, random: Random) -> Members:
    at = random.randrange(len(members))
    name = random.choice(("x", "../../x", "xl/workbook.xml", "content.xml", members[at][0].upper()))
    return [(name, data) if i == at else (old, data) for i, (old, data) in enumerate(members)]


def _exchange(members: Members, random: Random) -> Members:
    a, b = random.randrange(len(members)), random.randrange(len(members))
    members[a], members[b] = (members[a][0], members[b][1]), (members[b][0], members[a][1])
    return members


def _empty(members: Members, random: Random) -> Members:
    at = random.randrange(len(members))
    members[at] = (members[at][0], b"")
    return members


def _xml(change: Callable[[bytes, Random], bytes]) -> Mutation:
    """Change one of the XML members, mostly a sheet."""

    def within(members: Members, random: Random) -> Members:
        xml = [i for i, (name, _) in enumerate(members) if name.endswith((".xml", ".rels"))]
        sheets = [i for i in xml if re.search(r"sheet\d|content\.xml|sharedS", members[i][0])]
        at = random.choice(sheets if sheets and random.random() < 0.7 else xml or [0])
        members[at] = (members[at][0], change(members[at][1], random))
        return members

    return _packed(within)


def _element(data: bytes, random: Random) -> tuple[int, int]:
    spans = [match.span() for match in _ELEMENT.finditer(data)]
    return random.choice(spans) if spans else (0, 0)


def _delete(data: bytes, random: Random) -> bytes:
    start, end = _element(data, random)
    return data[:start] + data[end:]


def _duplicate(data: bytes, random: Random) -> bytes:
    start, end = _element(data, random)
    return data[:end] + data[start:end] * random.choice((1, 1, 3, 1000)) + data[end:]


def _swap(data: bytes, random: Random) -> bytes:
    (a, b), (c, d) = sorted((_element(data, random), _element(data, random)))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:] if b <= c else data


def _attribute(pattern: bytes, values: tuple[bytes, ...]) -> Callable[[bytes, Random], bytes]:
    def change(data: bytes, random: Random) -> bytes:
        matches = list(re.finditer(pattern, data))
        if not matches:
            return _delete(data, random)
        match = random.choice(matches)
        return data[: match.start(1)] + random.choice(values) + data[match.end(1) :]

    return change


def _unbalance(data: bytes, random: Random) -> bytes:
    spans = [match.span() for match in re.finditer(rb"</[\w:]+>", data)]
    start, end = random.choice(spans) if spans else (0, 0)
    return data[:start] + data[end:]


def _entity(data: bytes, random: Random) -> bytes:
    head = re.match(rb"\s*<\?xml[^>]*\?>", data)
    at = head.end() if head else 0
    start, end = _element(data, random)
    return data[:at] + random.choice(_ENTITIES) + data[at:start] + b"&e;" + data[end:]


PLAIN: Mapping[str, Mutation] = {
    "truncate": truncate,
    "flip bits": flip,
    "overwrite": overwrite,
    "remove": remove,
    "repeat": repeat,
}
"""Of the bytes of any file."""

PACKED: Mapping[str, Mutation] = {
    "sizes": sizes,
    "drop member": _packed(_drop),
    "duplicate member": _packed(lambda members, random: [*members, random.choice(members)]),
    "rename member": _packed(_rename),
    "exchange members": _packed(_exchange),
    "empty member": _packed(_empty),
    "delete element": _xml(_delete),
    "duplicate element": _xml(_duplicate),
    "swap elements": _xml(_swap),
    "cell type": _xml(_attribute(rb'\b(?:t|office:value-type)="([^"]*)"', _TYPES)),
    "reference": _xml(_attribute(rb'\b(?:r|ref|sqref)="([A-Z]+[0-9:A-Z]*)"', _PLACES)),
    "number": _xml(_attribute(rb'(?:<v>|="|repeated=")([0-9.]+)(?=<|")', _HUGE)),
    "close nothing": _xml(_unbalance),
    "entity": _xml(_entity),
}
"""Of an archive: its directory, its members, their XML."""
