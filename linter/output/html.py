"""One page for people: every file with its findings and their excerpts. It loads nothing from anywhere."""

from __future__ import annotations

from html import escape

import linter
from linter.diagnostic import CandidatePlace, Diagnostic, FileResult, Message, RelatedPlace, Severity
from linter.output.excerpt import one_line, pieces
from linter.output.view import Format, Tally, View, candidate_words, shown_path
from linter.source import Region, Source

_STYLE = """
body{font:16px/1.6 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:60rem;margin:2rem auto;
padding:0 1rem;color:#1c1e21;background:#fff}
h2{font-size:1.1rem;border-bottom:1px solid #ccc;margin-top:2.2rem;overflow-wrap:anywhere}
h2.clean{color:#666;font-weight:normal;border:0;margin:.3rem 0}
article{margin:1rem 0;padding:.1rem 1rem;border-left:4px solid #888}
article.error{border-color:#c62828}article.warning{border-color:#b26a00}article.info{border-color:#1565c0}
p{margin:.4rem 0}code,pre{font-family:ui-monospace,"Noto Sans Mono CJK SC",monospace;font-size:.9rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f5f7;padding:.4rem .6rem;margin:.3rem 0}
mark{background:#ffd54f;color:inherit}small,.rule{color:#595f66}table{border-collapse:collapse}
td{padding:.1rem 1rem .1rem 0}.suppressed{opacity:.6}
@media(prefers-color-scheme:dark){body{background:#16181b;color:#e6e6e6}pre{background:#23262b}
mark{background:#7a5d00}small,.rule,h2.clean{color:#a3a9b1}}
"""


def html(view: View) -> Format:
    """A head, a part for each file as it comes, and the sums of the run."""

    def start() -> str:
        title = escape(view.say(Message("output.html-title")))
        return (
            f'<!DOCTYPE html>\n<html lang="{"zh-CN" if view.language == "zh" else "en"}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width">'
            f"<title>{title}</title><style>{_STYLE}</style></head>\n<body><h1>{title}</h1>\n"
        )

    def file(result: FileResult, level: Severity) -> str:
        name = escape(shown_path(result.path))
        if not result.diagnostics and not result.not_assessed:
            return f'<h2 class="clean">{name} ✓</h2>\n'
        findings = "".join(_article(result, found, view) for found in result.diagnostics)
        gaps = "".join(
            f"<li><code>{escape(gap.rule)}</code> {escape(gap.reason)}"
            f"{f' <small>({gap.line})</small>' if gap.line else ''}</li>"
            for gap in result.not_assessed
        )
        heading = escape(view.say(Message("output.html-unassessed")))
        listed = f"<h3>{heading}</h3><ul>{gaps}</ul>" if gaps else ""
        return f"<section><h2>{name}</h2>{findings}{listed}</section>\n"

    def end(tally: Tally) -> str:
        rows = "".join(
            f"<tr><td>{severity}</td><td><code>{escape(rule)}</code></td><td>{count}</td></tr>"
            for (severity, rule), count in sorted(
                tally.rules.items(), key=lambda each: (-each[0][0], -each[1], each[0][1])
            )
        )
        heading = escape(view.say(Message("output.html-rules")))
        table = f"<h2>{heading}</h2><table>{rows}</table>" if rows else ""
        return f"{table}<p><small>reportlint {linter.__version__}</small></p></body></html>\n"

    return Format(file, start, end)


def _article(result: FileResult, found: Diagnostic, view: View) -> str:
    place = f"{found.region.line}:{found.region.column}"
    aside = "".join(
        [_aside(result, each, candidate_words(each, view)) for each in found.candidates]
        + [_aside(result, each, each.message) for each in found.related]
    )
    accepted = ""
    if found.suppressed:
        words = view.say(Message("output.html-suppressed", {"reason": found.suppressed.reason}))
        accepted = f"<p><small>{escape(words)}</small></p>"
    kind = f"{found.severity}{' suppressed' if found.suppressed else ''}"
    return (
        f'<article class="{kind}"><p><small>{place}</small> <strong>{found.severity}</strong> '
        f'{escape(one_line(found.message))} <span class="rule">[{escape(found.rule)}]</span></p>'
        f"{_excerpt(result.source, found.region)}{accepted}{aside}</article>"
    )


def _aside(result: FileResult, place: CandidatePlace | RelatedPlace, words: str) -> str:
    path = "" if place.path == result.path else f"{shown_path(place.path)}:"
    where = escape(f"{path}{place.region.line}:{place.region.column}")
    excerpt = _excerpt(result.source_of(place), place.region)
    return f"<p><small>{where}</small> {escape(one_line(words))}</p>{excerpt}"


def _excerpt(source: Source | None, region: Region) -> str:
    if source is None:
        return ""
    before, marked, after = (escape(piece) for piece in pieces(source, region))
    return f"<pre>{before}<mark>{marked}</mark>{after}</pre>"
