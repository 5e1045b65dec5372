"""Input as the world sends it: odd bytes, huge numbers, wrong types, other people's ids."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

UNKNOWN_ID = "0" * 19 + "1"
ODD_TEXTS = (
    "", " ", "\t\n", "0", "-1", "1", "2147483648", "9223372036854775808", "-9223372036854775809", "9" * 400,
    "1e400", "1E+9999", "-0", "0.1", "1,5", "0x10", "NaN", "Infinity", "-inf", "１２", "½", "٣", "1_000",
    "true", "null", "None", "[]", "{}", '{"a": 1}', "on", "../../etc/passwd", "/", "//evil.example", "http://evil.example",
    "<script>alert(1)</script>", "{{ 7*7 }}", "%s%n%(x)s", "' OR 1=1 --", "\\", '"', "a" * 5_000, "汉" * 3_000, "😀" * 50,
    "\x00", "a\x00b", "\x1b[31m", "\u202e", "\ufeff", "e\u0301", "\ud800", "\udfff",
    "2026-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "0001-01-01", "2026-11-23", "24:00", "23:59", "2026-11-23T08:00",
    "zh-Hans", "xx", "13800138000", "+86 138 0013 8000", "+1", UNKNOWN_ID, "x" * 20, "CLIENT", "DRAFT",
)  # fmt: skip
texts = st.sampled_from(ODD_TEXTS) | st.text(max_size=40)


def values(offered: list[str], ids: list[str]) -> st.SearchStrategy[str]:
    """One field's value: odd, offered by the page, or the id of anything."""
    fitting = [st.sampled_from(choices) for choices in (offered, ids) if choices]
    return st.one_of(texts, *fitting)


@st.composite
def bodies(
    draw: Any, fields: list[tuple[str, str]], offered: dict[str, list[str]], ids: list[str]
) -> list[tuple[str, str]]:
    """A form's body: as drawn, with some fields changed, left out, doubled, or unheard of."""
    sent = []
    for name, value in fields:
        deed = draw(st.sampled_from(("keep", "keep", "change", "change", "drop", "double")))
        if deed in {"keep", "double"}:
            sent.append((name, value))
        if deed in {"change", "double"}:
            sent.append((name, draw(values(offered.get(name, []), ids))))
    for name in sorted(offered.keys() - dict(fields).keys()):
        if draw(st.booleans()):
            sent.append((name, draw(values(offered[name], ids))))
    if draw(st.integers(0, 9)) == 0:
        sent.append((draw(texts)[:60], draw(texts)))
    return sent


raw_bodies = st.sampled_from((
    (b"", "application/json"), (b"{", "application/json"), (b"[]", "application/json"), (b"null", "application/json"),
    (b'{"a":', "application/json"), (b'"\\ud800"', "application/json"), (b"1e999", "application/json"),
    (b"[" * 3000, "application/json"), (b"\xff\xfe", "application/x-www-form-urlencoded"), (b"a=%ff&b=%00", "application/x-www-form-urlencoded"),
    (b"--x\r\n", "multipart/form-data; boundary=x"), (b"x", "multipart/form-data"), (b"<a/>", "text/xml"), (b"\x00" * 99, "text/plain"),
    (b"&".join(b"f%d=1" % n for n in range(3000)), "application/x-www-form-urlencoded"),
))  # fmt: skip
queries = st.lists(
    st.tuples(
        st.sampled_from(("after", "q", "next", "day", "month", "page", "week", "size", "role", "x")), texts
    ),
    max_size=3,
)
