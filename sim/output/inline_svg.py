"""Pictures inside a page: the SVG as it was drawn, less what belongs to a file of its own."""

from __future__ import annotations

import re
from html import escape

ELSEWHERE = re.compile(r"<metadata>.*?</metadata>|<defs>\s*<style.*?</style>\s*</defs>", re.DOTALL)
NAMED = re.compile(r' id="([^"]*)"')
REFERRED = re.compile(r'(xlink:href="#|url\(#)([^")]+)')
SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
OPENING = re.compile(r"<svg[^>]*?(viewBox=\"[^\"]*\")[^>]*>")


def inlined(svg: str, prefix: str, says: str) -> str:
    """The picture as an element of a page, named ``says`` for those who cannot see it.

    Names inside it begin with ``prefix``, so that two pictures of a page do not take each other's parts.
    """
    svg = ELSEWHERE.sub("", svg[svg.index("<svg") :])
    used = {found[1] for found in REFERRED.findall(svg)}
    svg = NAMED.sub(lambda found: f' id="{prefix}{found[1]}"' if found[1] in used else "", svg)
    svg = REFERRED.sub(lambda found: f"{found[1]}{prefix}{found[2]}", svg)
    opened = f'<svg {SPACES} role="img" aria-label="{escape(says)}"'
    return OPENING.sub(lambda found: f"{opened} {found[1]}>", svg, count=1)
