"""Texts of others come out of Markdown as they were, in the renderers of the locked packages."""

import re
from collections.abc import Iterator, Sequence

import mistune
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from rapporteur.language.markdown import block, code, escape

COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])
GITHUB = mistune.create_markdown(
    renderer="ast", plugins=["url", "table", "strikethrough", "footnotes", "task_lists"]
)

PIECES = st.sampled_from(
    [*r"""\`*_[]()<>|#~!&@:;=+-.{}"'^$1 """, "a", "é", "a\u202f:\u00a0b", "ع", "\n", "\t", "\r",
     "  ", "\u2028",
     "http://a.example", "https://", "www.a.example", "WWW.", "a@b.example", "&amp;", "&#35;",
     "<b>", "<!--", "![x](y)", "[x]: y", "---", "===", "```", "~~~", "1.", "12)", "- [ ]", "| a |",
     "|-|", "[^1]", "javascript:", "mailto:a@b.example"]
)  # fmt: skip
TEXT = st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=30)


def plain(text: str) -> str:
    """What a reader may expect to see: the text in one line, without control characters."""
    return re.sub("[\x00-\x20\x7f-\x9f\u2028\u2029]+", " ", text).strip()


def contents(tokens: Sequence[Token]) -> Iterator[str]:
    """The texts of the inline elements, none of which may be anything else than text."""
    for token in tokens:
        if token.type == "inline":
            assert {child.type for child in token.children or ()} <= {"text", "text_special"}
            yield "".join(child.content for child in token.children or ())


def texts_of_mistune(tokens: object) -> Iterator[str]:
    if isinstance(tokens, list):
        for token in tokens:
            yield from texts_of_mistune(token)
    elif isinstance(tokens, dict):
        assert tokens["type"] not in {"link", "image", "inline_html", "block_html", "codespan"}
        if tokens["type"] == "text":
            yield tokens["raw"]
        yield from texts_of_mistune(tokens.get("children"))


@given(TEXT)
@example("1. a")
@example("= cmd")
def test_a_text_comes_out_as_it_was(text: str) -> None:
    seen = plain(text)
    for before in ("", "- ", "# "):
        found = list(contents(COMMONMARK.parse(f"{before}{escape(text)}\n")))
        assert found == ([seen] if seen or before == "# " else [])
    cells = list(contents(COMMONMARK.parse(f"| a | b |\n| --- | --- |\n| {escape(text)} | c |\n")))
    assert cells == ["a", "b", seen, "c"]


@given(TEXT)
def test_no_renderer_makes_a_link_of_an_address(text: str) -> None:
    parsed = GITHUB(f"{escape(text)}\n")
    assert "".join(texts_of_mistune(parsed)).replace("\\", "") == plain(text).replace("\\", "")


@given(TEXT.filter(lambda text: bool(plain(text))))
def test_code_comes_out_as_it_was(text: str) -> None:
    (inline,) = (token for token in COMMONMARK.parse(f"- {code(text)}\n") if token.type == "inline")
    assert [(c.type, c.content) for c in inline.children or ()] == [("code_inline", plain(text))]


@given(st.lists(st.lists(PIECES, max_size=8).map("".join), min_size=1, max_size=3))
def test_a_block_ends_where_it_should(lines: list[str]) -> None:
    fence, last = COMMONMARK.parse(f"{block(lines)}\n\nlast\n")[0::3][:2]
    assert fence.type == "fence"
    assert last.type == "paragraph_close"
    joined = "".join(f"{line}\n" for line in lines)
    assert fence.content == joined.replace("\r\n", "\n").replace("\r", "\n")
