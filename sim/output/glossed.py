"""Terms in the words of a page: each leads to its entry in the glossary, which lists those that were met."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

from sim.output.report import Lines
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.outcome_terms import outcome_terms
from sim.vocabulary.terms import TERMS, Term


class Glossed:
    """Marks terms in text, and remembers which were met."""

    def __init__(self, more: Sequence[Term] = ()) -> None:
        self._terms = {term.id: term for term in (*TERMS, *outcome_terms(), *more)}
        forms = (f"(?P<t{at}>{term.forms})" for at, term in enumerate(self._terms.values()) if term.forms)
        self._pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])", re.IGNORECASE)
        self._ids = list(self._terms)
        self._names = {term.name.lower(): term.id for term in self._terms.values()}
        self._met: dict[str, None] = {}

    def __call__(self, text: str) -> Markup:
        """The text as HTML, the first time each term stands in it marked."""
        here, pieces, done = set[str](), list[Markup](), 0
        for found in self._pattern.finditer(text):
            term = self._ids[int(str(found.lastgroup)[1:])]
            if term not in here:
                pieces += [escape(text[done : found.start()]), self._link(term, found[0])]
                done = found.end()
                here.add(term)
        return Markup("").join([*pieces, escape(text[done:])])

    def heading(self, content: Lines) -> Markup:
        """A head that is the name of a term, whose words may stand in several lines; else nothing."""
        name = " ".join(each.text for each in content if not each.tone)
        if name.lower() not in self._names:
            return Markup("")
        words = Markup("<br>").join(escape(each.text) for each in content if not each.tone)
        rest = [
            Markup('<br><span class="{}">{}</span>').format(it.tone, it.text) for it in content if it.tone
        ]
        return Markup("").join([self._link(self._names[name.lower()], words), *rest])

    def met(self) -> list[Term]:
        """The terms that were met, by name, but for outcomes."""
        return [term for term in self._every() if term.id not in OUTCOMES]

    def outcomes(self) -> list[Term]:
        """The outcomes that were met, by name."""
        return [term for term in self._every() if term.id in OUTCOMES]

    def _every(self) -> list[Term]:
        return sorted((self._terms[name] for name in self._met), key=lambda term: term.name.lower())

    def _link(self, term: str, words: str) -> Markup:
        self._met[term] = None
        return Markup('<a class="term" href="#term-{}">{}</a>').format(term, words)
