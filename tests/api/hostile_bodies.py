"""Hostile requests as data: raw bodies, headers, and values that only look right.

Each is refused with a 4xx and changes nothing, at every endpoint that reads a body (reliability.md
§4.1). `BODIES` are refused by reading alone, before any schema; `VALUES` are readable JSON whose
value no field of its kind may take; `HEADERS` steer a call wrongly.
"""

from typing import Any, Final, NamedTuple

JSON: Final = "application/json"
MEGABYTE: Final = 1_000_000


class Body(NamedTuple):
    name: str
    raw: bytes
    status: int
    reason: str
    content_type: str | None = JSON


class Header(NamedTuple):
    name: str
    header: str
    value: str
    status: int
    reason: str


class Value(NamedTuple):
    """A value as Python holds it after reading, and the kinds of field that must refuse it."""

    name: str
    value: Any
    kinds: frozenset[str]


def _same(status: int, reason: str, bodies: dict[str, bytes]) -> list[Body]:
    return [Body(name, raw, status, reason) for name, raw in bodies.items()]


def _in_a_field(texts: dict[str, bytes]) -> dict[str, bytes]:
    return {name: b'{"amount_fen": ' + text + b"}" for name, text in texts.items()}


_NOT_JSON: Final = {
    "an open object": b"{",
    "a closed one": b"}",
    "an open string": b'{"a": "b',
    "an open string that ends in a backslash": b'{"a": "b\\',
    "an open string of a megabyte": b'{"a": "' + b"b" * 900_000,
    "an open string of escaped quotes": b'{"a": "' + b'\\"' * 450_000,
    "quotes without end": b'"' * 900_001,
    "backslashes without end": b'{"a": "' + b"\\" * 900_001,
    "a comma too many": b'{"a": 1,}',
    "two commas": b'{"a": 1,, "b": 2}',
    "no comma": b'{"a": 1 "b": 2}',
    "no colon": b'{"a" 1}',
    "single quotes": b"{'a': 1}",
    "no quotes": b"{a: 1}",
    "a comment": b'{"a": 1 /* one */}',
    "a line comment": b'{"a": 1} // one',
    "a second object": b'{"a": 1}{"b": 2}',
    "an object a line": b'{"a": 1}\n{"b": 2}',
    "words after the object": b'{"a": 1} x',
    "a NUL after the object": b'{"a": 1}\x00',
    "a NUL before the object": b'\x00{"a": 1}',
    "a control character in a string": b'{"a": "\x01"}',
    "a raw NUL in a string": b'{"a": "b\x00c"}',
    "a line feed in a string": b'{"a": "b\nc"}',
    "a tab in a string": b'{"a": "b\tc"}',
    "a raw NUL in a key": b'{"a\x00": 1}',
    "an unknown escape": b'{"a": "\\x41"}',
    "half an escape": b'{"a": "\\u12"}',
    "an escape that is not hexadecimal": b'{"a": "\\uZZZZ"}',
    "full-width digits in an escape": '{"a": "\\u１２３４"}'.encode(),
    "Python's True": b'{"a": True}',
    "Python's None": b'{"a": None}',
    "undefined": b'{"a": undefined}',
    "brackets that do not match": b'{"a": [1}',
    "closing without opening": b"]" * 100_000,
    "closing before opening": b"]" * 1_000 + b"[" * 1_000,
    "pairs that cross": b'{"a": ' + b"[}" * 100_000,
    "pairs side by side": b"{}" * 400_000,
    "a byte order mark": b'\xef\xbb\xbf{"a": 1}',
    "a form": b"amount_fen=1&name=x",
    "XML": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "YAML": b"!!python/object/apply:os.system ['true']",
    "a page": b"<html><body>404</body></html>",
    "a JSONP call": b'callback({"a": 1})',
    "a vertical tab between": b'{"a":\x0b1}',
    "a no-break space between": '{"a":\u00a01}'.encode(),
    "an ideographic space between": '{"a":\u30001}'.encode(),
    "full-width braces": '｛"a": 1｝'.encode(),
    "full-width quotes": "{＂a＂: 1}".encode(),
    "curly quotes": "{“a”: 1}".encode(),
    **_in_a_field(
        {
            "a leading zero": b"012",
            "a leading plus": b"+1",
            "a bare point": b".5",
            "a point at the end": b"1.",
            "hexadecimal": b"0x10",
            "octal": b"0o17",
            "underscores in a number": b"1_000",
            "a number with a comma": b"1,000",
            "an exponent without digits": b"1e",
            "full-width digits, bare": "１２３".encode(),
            "Arabic-Indic digits, bare": "١٢٣".encode(),
            "Chinese digits, bare": "一百".encode(),
            "two minus signs": b"--1",
            "a fraction sign": "½".encode(),
        }
    ),
}
_NOT_UTF8: Final = {
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "UTF-16 without its mark, of Chinese": '{"姓名": "李梅"}'.encode("utf-16-le"),
    "UTF-32": '{"a": 1}'.encode("utf-32"),
    "GB18030": '{"name": "李梅"}'.encode("gb18030"),
    "Big5": '{"name": "李梅"}'.encode("big5"),
    "Latin 1": '{"name": "é"}'.encode("latin-1"),
    "gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xabV*\xca\xcfIU\xb2R\xca\xc8\xcc\x07",
    "an overlong slash": b'{"a": "\xc0\xaf"}',
    "an overlong NUL": b'{"a": "\xc0\x80"}',
    "an overlong quote": b'{"a": "\xc0\xa2"}',
    "an overlong euro": b'{"a": "\xf0\x82\x82\xac"}',
    "a surrogate as bytes": b'{"a": "\xed\xa0\x80"}',
    "a surrogate pair as bytes": b'{"a": "\xed\xa0\xbd\xed\xb8\x80"}',
    "beyond the last character": b'{"a": "\xf4\x90\x80\x80"}',
    "five bytes": b'{"a": "\xf8\x88\x80\x80\x80"}',
    "a lone continuation": b'{"a": "\x80"}',
    "a cut character": b'{"a": "\xe6\x9d"}',
    "a cut character at the end": b'{"a": "\xe6\x9d',
    "a pickle": b"\x80\x04N.",
    "MessagePack": b"\x81\xa1a\x01",
    "0xFF": b'{"a": "\xff"}',
    "0xFE 0xFF": b'\xfe\xff{"a": 1}',
}
_TOO_DEEP: Final = {
    "a hundred thousand brackets": b"[" * 100_000,
    "a megabyte of brackets": b"[" * 999_999,
    "a hundred thousand braces": b'{"a":' * 100_000,
    "a hundred thousand, closed": b'{"a":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "thirty-three levels": b'{"a":' + b"[" * 32 + b"]" * 32 + b"}",
    "objects in lists": b'{"a":' + b'[{"a":' * 20 + b"1" + b"}]" * 20 + b"}",
    "deep after a long string": b'{"a": "' + b"x" * 500_000 + b'", "b": ' + b"[" * 40,
    "deep behind escaped quotes": b'{"a": "\\"[[[\\\\", "b": ' + b"[" * 40 + b"]" * 40 + b"}",
    "deep in a second object": b"{}" + b"[" * 100_000,
    "deep and wide": b'{"a":' + (b"[" * 33 + b"]" * 33 + b",") * 1_000 + b"1}",
}
_DUPLICATES: Final = {
    "a key twice": b'{"amount_fen": 1, "amount_fen": 2}',
    "a key twice with one value": b'{"amount_fen": 1, "amount_fen": 1}',
    "a key twice, once escaped": b'{"amount_fen": 1, "amount\\u005ffen": 2}',
    "a key twice, further in": b'{"payee": {"number": "1", "name": "x", "number": "2"}}',
    "a key twice in a list": b'{"members": [{"id": 1, "id": 2}]}',
    "a key a thousand times": b"{" + b", ".join([b'"a": 1'] * 1_000) + b"}",
    "an empty key twice": b'{"": 1, "": 2}',
    "a Chinese key twice": '{"姓名": 1, "姓名": 2}'.encode(),
    "__proto__ twice": b'{"__proto__": 1, "__proto__": 2}',
}
_NUMBERS: Final = _in_a_field(
    {
        "2^53": b"9007199254740992",
        "-2^53": b"-9007199254740992",
        "2^63": b"9223372036854775808",
        "2^64": b"18446744073709551616",
        "an integer of five thousand digits": b"9" * 5_000,
        "an integer of half a megabyte": b"9" * 500_000,
        "a negative one of half a megabyte": b"-" + b"9" * 500_000,
        "1e400": b"1e400",
        "-1e400": b"-1e400",
        "1e1000000": b"1e1000000",
        "1e with an endless exponent": b"1e" + b"9" * 100_000,
        "a fraction of half a megabyte": b"0." + b"1" * 500_000,
        "a fraction of forty digits": b"1." + b"0" * 40,
        "a lying integer": b"3000000.00000000000000000000000001",
    }
)
_CONSTANTS: Final = _in_a_field(
    {
        "NaN": b"NaN",
        "Infinity": b"Infinity",
        "-Infinity": b"-Infinity",
        "NaN in a list": b"[1, NaN]",
        "NaN in an object": b'{"a": NaN}',
    }
)
_CHARACTERS: Final = {
    "an escaped NUL": b'{"a": "b\\u0000c"}',
    "an escaped NUL alone": b'{"a": "\\u0000"}',
    "an escaped NUL in a key": b'{"a\\u0000": 1}',
    "an escaped NUL in a list": b'{"a": ["x", ["\\u0000"]]}',
    "a high surrogate": b'{"a": "\\ud800"}',
    "a low surrogate": b'{"a": "\\udc00"}',
    "the last surrogate": b'{"a": "\\uDFFF"}',
    "surrogates in the wrong order": b'{"a": "\\udc00\\ud800"}',
    "two high surrogates": b'{"a": "\\ud83d\\ud83d"}',
    "a surrogate in a key": b'{"\\ud800": 1}',
    "a surrogate far in": b'{"a": [[[{"b": ["\\ud83dx"]}]]]}',
    "half a rare name": b'{"name": "\\ud842\\u674e"}',
}
_NOT_OBJECTS: Final = {
    "a list": b"[]",
    "a list of objects": b'[{"a": 1}]',
    "a text": b'"abc"',
    "an object in a text": b'"{\\"a\\": 1}"',
    "a number": b"1",
    "a fraction": b"1.5",
    "true": b"true",
    "false": b"false",
    "null": b"null",
    "an empty text": b'""',
}
_MISSING: Final = {
    "nothing": b"",
    "a space": b" ",
    "line feeds": b"\r\n\r\n",
    "a megabyte of spaces": b" " * 999_999,
}
_LONG_KEYS: Final = {
    "a key of 101 characters": b'{"' + b"k" * 101 + b'": 1}',
    "a key of half a megabyte": b'{"' + b"k" * 500_000 + b'": 1}',
    "a long key further in": b'{"a": [{"' + b"k" * 200 + b'": 1}]}',
}
_TOO_LARGE: Final = {
    "a byte too many": b'{"a": "' + b"x" * (MEGABYTE - 8) + b'"}',
    "two megabytes": b'{"a": "' + b"x" * 2 * MEGABYTE + b'"}',
    "two megabytes of spaces": b" " * 2 * MEGABYTE,
    "two megabytes of brackets": b"[" * 2 * MEGABYTE,
    "two megabytes of keys": b"{" + b", ".join(b'"%d": 1' % n for n in range(180_000)) + b"}",
}
_OBJECT: Final = b'{"amount_fen": 1}'
_TYPES: Final[dict[str, str | None]] = {
    "no type": None,
    "an empty type": "",
    "text": "text/plain",
    "text/json": "text/json",
    "a form": "application/x-www-form-urlencoded",
    "parts": "multipart/form-data; boundary=x",
    "XML": "application/xml",
    "a suffix": "application/vnd.api+json",
    "merge patch": "application/merge-patch+json",
    "json5": "application/json5",
    "lines": "application/x-ndjson",
    "no slash": "json",
    "two types": "application/json, text/plain",
    "UTF-16": "application/json; charset=utf-16",
    "GB18030": "application/json; charset=gb18030",
    "Latin 1": "application/json; charset=iso-8859-1",
    "UTF-7": "application/json; charset=utf-7",
    "two charsets": "application/json; charset=utf-8; charset=utf-7",
    "another parameter": "application/json; profile=x",
    "an open quote": 'application/json; charset="utf-8',
    "full-width letters": "ａpplication/json",
    "a wildcard": "*/*",
    "endless": "application/json;" + " " * 7_000,
    "endless parameters": "application/json" + "; a=b" * 1_000,
}

BODIES: Final[tuple[Body, ...]] = (
    *_same(400, "not_json", _NOT_JSON),
    *_same(400, "not_utf8", _NOT_UTF8),
    *_same(400, "too_deep", _TOO_DEEP),
    *_same(400, "duplicate_key", _DUPLICATES),
    *_same(400, "number_out_of_range", _NUMBERS),
    *_same(400, "not_a_number", _CONSTANTS),
    *_same(400, "character_not_storable", _CHARACTERS),
    *_same(400, "not_an_object", _NOT_OBJECTS),
    *_same(400, "body_missing", _MISSING),
    *_same(400, "key_too_long", _LONG_KEYS),
    *_same(413, "body_too_large", _TOO_LARGE),
    *(Body(f"type: {name}", _OBJECT, 415, "media_type", text) for name, text in _TYPES.items()),
)

_ETAGS: Final = {
    "a star": "*",
    "a bare number": "1042",
    "a weak tag": 'W/"1042"',
    "a weak tag in small letters": 'w/"1042"',
    "a list": '"1042", "1043"',
    "a list with a star": '"1042", *',
    "an open quote": '"1042',
    "a lone quote": '"',
    "single quotes": "'1042'",
    "nothing": "",
    "spaces": "   ",
    "a space inside": '"10 42"',
    "a quote inside": '"10"42"',
    "words after": '"1042" x',
    "endless": '"' + "1" * 5_000 + '"',
    "endless quotes": '"' * 5_000,
    "high bytes": '"１０４２"',
}
_KEYS: Final = {
    "nothing": "",
    "spaces": "   ",
    "empty quotes": '""',
    "256 characters": "k" * 256,
    "256 characters in quotes": '"' + "k" * 256 + '"',
    "endless": "k" * 7_000,
    "endless escapes": '"' + '\\"' * 3_000 + '"',
    "a space inside": "a b",
    "a space inside quotes": '"a b"',
    "two keys": "first, second",
    "two quoted keys": '"first", "second"',
    "an open quote": '"abc',
    "a quote inside": 'ab"c',
    "a lone backslash": "ab\\c",
    "an unknown escape": '"ab\\n"',
    "a parameter": '"abc";a=1',
    "a letter beyond ASCII": "schlüssel",
    "Chinese": "幂等键",
    "a DEL": "ab\x7fc",
    "a tab inside": "a\tb",
}

HEADERS: Final[tuple[Header, ...]] = (
    *(Header(f"If-Match: {name}", "If-Match", value, 400, "if_match_malformed")
      for name, value in _ETAGS.items()),
    *(Header(f"key: {name}", "Idempotency-Key", value, 400, "idempotency_key_malformed")
      for name, value in _KEYS.items()),
)  # fmt: skip

LANGUAGES: Final = (
    "",
    "*",
    ";;;;",
    ",,,,",
    "zh-CN;q=abc",
    "en;q=-1",
    "en;q=2",
    "en;q=1e9",
    "en;q=" + "9" * 900,
    "en-" * 2_000,
    "zh," * 3_000,
    "en" * 10_000,
    "１２３",
    "en;q=0",
    "../../etc/passwd",
    "\x7f",
    "x" * 100_000,
)

_WHOLE, _TEXT, _SHAPED = frozenset({"whole"}), frozenset({"text"}), frozenset({"shaped"})
_ALL: Final = _WHOLE | _TEXT | _SHAPED

_OF_ANOTHER_KIND: Final[tuple[Any, ...]] = (2.5, [], {}, ["x"], {"a": "x"}, [[[[]]]])

VALUES: Final[tuple[Value, ...]] = (
    *(Value(f"a whole number as {value!r:.40}", value, _WHOLE) for value in (
        1.0, 1.9, -1.5, 1e3, -1, "1", "１２３", " 12 ", "1_000", "1e3", "0x10", "", "一百", True, False,
        [1], {"fen": 1}, 10**15 + 1, "1" * 10_000)),
    *(Value(f"a text with {ord(mark):#06x}", f"a{mark}b", _TEXT | _SHAPED) for mark in (
        "\x01", "\x1b", "\x7f", "\x85", "\u200b", "\u200d", "\u202e", "\u2066", "\u2028", "\ufeff",
        "\ue000", "\u0378", "\u3164", "\U000e0041", "\U0010ffff")),
    *(Value(f"a text of {len(value)} {value[:1]!r}", value, _TEXT | _SHAPED) for value in (
        "", " ", "\u3000", "\u00a0" * 3, "x" * 100_000, "汉" * 100_000)),
    *(Value(f"anything as {value!r}", value, _ALL) for value in _OF_ANOTHER_KIND),
    *(Value(f"a shape as {value!r}", value, _SHAPED) for value in (
        "１２３４５６７８", "12345678\n", "１９８５-０３-１２", "' or 1=1 --", "../../etc/passwd", "=1+1",
        "<script>", "${jndi:x}", "%00", "٣٤٥", "²³")),
    *(Value(f"a day as {value!r}", value, frozenset({"day"})) for value in (
        "2026-02-30", "2026-2-3", "20260203", "2026-02-03 ", "2026-W10-1", "03.02.2026", "今天")),
    Value("nothing at all", None, _ALL),
)  # fmt: skip

# Query strings as they stand in the address; each is refused wherever a page is asked for.
QUERIES: Final = (
    "limit=0",
    "limit=-1",
    "limit=+5",
    "limit=1001",
    "limit=1e2",
    "limit=1.0",
    "limit=0x10",
    "limit=010",
    "limit=",
    "limit=all",
    "limit=NaN",
    "limit=%20%205",
    "limit=5%0A",
    "limit=%EF%BC%91%EF%BC%90",
    "limit=" + "9" * 400,
    "limit=5&limit=6",
    "limit[]=5",
    "after=-1",
    "after=abc",
    "after=1%00",
    "after=%FF%FE",
    "after=1&after=2",
    "after=1;after=2",
    "after=99999999999999999999",
    "after=1%27%20or%201=1%20--",
    "no_such_filter=1",
    "%00=1",
)

# In the place of an id in the path; each is answered as unknown.
IDS: Final = (
    "0",
    "-1",
    "null",
    "undefined",
    "%00",
    "%FF",
    "%2e%2e",
    "..%2f..%2fetc%2fpasswd",
    "01980123-4567-7890-8123-12345678900",
    "01980123-4567-7890-8123-12345678900G",
    "01980123456778908123123456789abc",
    "01980123-4567-7890-8123-123456789ABC",
    "%7B01980123-4567-7890-8123-123456789abc%7D",
    "%EF%BC%90%EF%BC%91",
    "%27%20or%201=1%20--",
    "%F0%9F%92%A9",
    "x" * 1_000,
)
