"""A coverage-guided fuzzer for everything between a file's bytes and its lines. Not part of the test run.

    pip install atheris                                      # Linux, CPython 3.11 to 3.13
    python tests/fuzz_readers.py -max_total_time=600 CORPUS  # CORPUS: a folder; what is found interesting goes there

The first byte of an input chooses the format, the rest is the file. Any exception, a place outside the text, or an
input of 64 KB that takes longer than ``-timeout`` (seconds) is a bug; the input is then written to ``crash-*``.
"""

import sys

import atheris

with atheris.instrument_imports(include=["linter"]):
    from linter.decoding import Decoded, decode
    from linter.readers import read_lines
    from linter.source import Source

PATHS = ("a.txt", "a.md", "a.html", "-")
ENCODINGS = (None, None, None, "gbk")


def read(data: bytes) -> None:
    """Decode and read one input, and check what must hold for every line."""
    choice, data = data[:1] or b"\0", data[1:]
    found = decode(data, ENCODINGS[choice[0] // 4 % 4])
    if not isinstance(found, Decoded):
        assert 0 <= found.byte <= len(data)
        return
    source = Source.of(PATHS[choice[0] % 4], found.text, found.encoding)
    before = 0
    for line in read_lines(source):
        assert before <= line.number <= line.last <= len(source.line_starts)
        before = line.number
        for field in line.fields:
            assert 0 <= field.span.start <= field.span.end <= len(found.text)
            assert len(field.passage.text) == len(field.passage.starts) == len(field.passage.ends)


if __name__ == "__main__":
    atheris.Setup([*sys.argv, "-max_len=65536", "-timeout=10"], read)
    atheris.Fuzz()
