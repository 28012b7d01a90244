"""Words that have no business on a screen in some language: left in English, in bokmål, or in
Norwegian where the screen is in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

# Words no sentence in Norwegian has; «is», «not», «and», «for», «or» (the Ords) are Norwegian too.
ENGLISH = re.compile(
    r"\b(?:the|of|are|with|this|was|who|you|your|show|from|they|choose|select|download|upload|"
    r"files?|open|close|browse|drag|search|press|clear|remove|results|loading|which|what|when|"
    r"why|months?|years?|weeks?|people|employees?|absences?|sickness|dates?|add|view|help|copy|"
    r"sidebar|navigate|empty|icon|increment|decrement)\b",
    re.IGNORECASE,
)
# Words that bokmål has and nynorsk has not.
BOKMAAL = re.compile(
    r"\b(?:ikke|hva|hvem|hvor|hvilke|hvordan|hvorfor|noen|dere|jeg|bare|fra|måneder?|uker?|"
    r"ansatte?|sykefravær\w*|sykmeld\w*|arbeidstaker|flere|være|gjøre)\b",
    re.IGNORECASE,
)
# Words that no English sentence has.
NORWEGIAN = re.compile(
    r"\b(?:og|ikke|ikkje|ingen|som|på|av|frå|fra|eller|hva|kva|hvem|kven|hvor|kor|når|ved|etter|"
    r"ansatte?|tilsette?|avdeling\w*|eining\w*|enhet\w*|måned\w*|månad\w*|uker?|veker?|dager|dagar|"
    r"sykefravær\w*|sjukefråvær\w*|fravær\w*|fråvær\w*|leder\w*|leiar\w*|[a-z]*prosentpoeng|kvartal)\b",
    re.IGNORECASE,
)
FOREIGN = {  # what a screen in a language may not have
    "nb": {"English": ENGLISH},
    "nn": {"English": ENGLISH, "bokmål": BOKMAAL},
    "en": {"Norwegian": NORWEGIAN},
}
# What comes from a file stands as it came: the names, headings and kinds in the files of the
# invented organisation, and what has a word from above in the name of a unit, a person, a journal.
AS_IT_CAME = re.compile(
    r"\S+\.(?:xlsx|csv)|(?:Fra|Til) dato|Ansattnr|Ansatte|Fravær|Egenmelding|"
    r"(?:Gradert s|S)ykmelding"
)
NAMES = re.compile(
    r"Lønn og personal|Økonomi og innkjøp|Helse og mestring|Vei og park Demovik|Kari Leder|"
    r"Nina Ansatt|Arbeid og velferd"
)
# Names of laws and of NAV's and SSB's pages are as they are.
NAMED = re.compile(r"\b(?:Forskrift|Lov|Kjelde|Kilde|Source)\b")
# Streamlit's own texts, most of them for screen readers, in English whatever the page says; told in
# docs/language.md.
STREAMLITS_OWN = re.compile(
    r"Navigate to home page|Sidebar|(?:Collapse|Expand|Close|Open) sidebar|"
    r"Help(?: for .*)?|Open|Choose date|Increment|Decrement|file upload|Copy to clipboard|"
    r"(?:day|month|year), .*|Empty|\d+ – \w+|\w+ icon|Clear (?:all|value|selection|file)s?|"
    r"Remove .*|Close|Fullscreen|View \d+ (?:more|less)|View (?:more|less)|Logo|"
    r"Show password text|Hide password text|Upload(?: files?)?|Main menu|"
    r"Press Enter to (?:apply|submit form)|No results|\d+ options? available\.|Dismiss|Add files|"
    r"\d+MB per file(?: • .*)?|Drag and drop files? here"
)
RULES = Path(__file__).parents[2] / "data" / "rules"  # the sources are called what they are
SPOKEN = """() => {
  const said = [], visible = (e) => e.getClientRects().length > 0
    && !e.closest('[lang]:not(html)');  // NAV's form says of itself that it is in bokmål
  const root = document.querySelector('[data-testid=stApp]');
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement, text = walk.currentNode.data.trim();
    if (text && e && visible(e) && !e.closest('style, script, svg')
        && !getComputedStyle(e).fontFamily.includes('Material'))  // a sign, drawn by its name
      said.push(['', text]);
  }
  for (const e of root.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      if (e.hasAttribute(name) && !(name === 'placeholder' && e.value)
          && !e.closest('[lang]:not(html)'))
        said.push([name, e.getAttribute(name).trim()]);
  for (const e of root.querySelectorAll('[role=combobox]'))
    if (visible(e)) said.push(['chosen', e.value]);
  for (const e of root.querySelectorAll('svg text')) said.push(['', e.textContent.trim()]);
  return said; }"""


def left_over(page: Page, language: str) -> list[str]:
    """Each text on the screen, or read aloud, that is not in `language`, and what the page itself
    says it is in, where that is another."""
    told = page.evaluate("document.documentElement.lang")
    return [
        *([] if told == language else [f"the page says it is in: {told}"]),
        *dict.fromkeys(_found(page, language)),
    ]


def _found(page: Page, language: str) -> Iterator[str]:
    others = FOREIGN[language]
    for where, text in page.evaluate(SPOKEN):
        if STREAMLITS_OWN.fullmatch(text) or AS_IT_CAME.fullmatch(text):
            continue
        for name, words in others.items():
            found = words.search(NAMES.sub("", text))
            if found and (name == "English" or not _quoted(text)):
                yield f"{name} ({found[0]}) {where}: {text[:90]}"


def _quoted(text: str) -> bool:
    """Whether a text in bokmål is the name of a law, a page or a source of a rule."""
    return bool(NAMED.search(text)) or " ".join(text.split()) in _sources()


@cache
def _sources() -> str:
    found = re.findall(r'^(?:source|reference) = "(.*)"$', _rules(), re.MULTILINE)
    return " ".join(" ".join(found).split())


def _rules() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(RULES.glob("*.toml")))
