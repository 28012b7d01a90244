"""Free text never holds a diagnosis, and ordinary words are left in peace."""

from __future__ import annotations

import pytest

from analytics.cases.guard import LIST, HealthWord, check, found
from analytics.i18n import N_

REFUSED = [
    ("Har fått kreft", "kreft"),
    ("brystkreften er tilbake", "brystkreften"),
    ("Virker deprimert", "deprimert"),
    ("Depresjonen går over", "depresjonen"),
    ("de\u00adpresjon", "depresjon"),
    ("DEPRESJON", "depresjon"),
    ("fikk diagnosen i mai", "diagnosen"),
    ("skiveprolaps", "skiveprolaps"),
    ("migrene hver mandag", "migrene"),
    ("helseangst", "helseangst"),
    ("vondt i  ryggen", "vondt i"),
    ("ryggsmerter", "ryggsmerter"),
    ("ADHD", "adhd"),
    ("tar Sobril", "sobril"),
    ("er gravid", "gravid"),
    ("F32.1", "F32.1"),
    ("sykmeldt for P76", "P76"),
    ("l84", "l84"),
    ("M54", "m54"),
    ("kronisk sjuk og utbrent", "kronisk sjuk"),
    ("senebetennelse i armen", "senebetennelse"),
]
PASSED = [
    "Bekreftelse sendt, bekreft møtet, avkreft ryktet, fangst og innfangst",
    "gode krefter i laget, naturkreftene",
    "psykolog fra Hjelp AS om det psykososiale arbeidsmiljøet",
    "møterom B12, bygg P76 og E18",
    "viktig forslag om brudd i turnusen",
    "sykmelding, egenmelding, legeerklæring og sykefravær",
    "kan sitte en time om gangen, ikke løfte over ti kilo",
    "S50, uke 34, kl. 10.15, A4-ark, 7. oktober",
    "demensavdelingen og kreftavdelinga",
    "medisinske grunner etter folketrygdloven § 8-8",
    "fysioterapeut, ergoterapeut og bedriftshelsetjenesten",
    "operasjon av kran, operativ leder",
    "hivert, kolsyre, traktor",
    "stress i avdelingen før jul",
    "for eksempel et eksemplar, dementere et rykte, hiver seg rundt, svulstig språk",
    "autorisert sykepleier",
    "fritak etter § 8-20",
    "tlf. 12345678, org.nr. 123456789, 24 000 kroner",
]


@pytest.mark.parametrize(("text", "word"), REFUSED)
def test_a_word_about_health_is_found_as_it_is_written(text: str, word: str) -> None:
    assert found(text) == word


@pytest.mark.parametrize("text", PASSED)
def test_ordinary_words_pass(text: str) -> None:
    assert found(text) is None


def test_every_word_of_the_list_is_found_by_the_list() -> None:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    words = [line.strip().strip("*") for line in lines if line[:1] not in ("", "#", "-")]
    assert len(words) > 200
    assert [word for word in words if found(f"Vi skriver {word} her") is None] == []


def test_the_refusal_names_the_word_and_says_what_to_write_instead() -> None:
    with pytest.raises(HealthWord) as refused:
        check("Kari er utbrent")
    told = refused.value.text(N_)
    assert "«utbrent»" in told
    assert "can and cannot do at work" in told


@pytest.mark.parametrize("text", ["01019012345", "010190 12345", "født 010190-12345."])
def test_a_national_id_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(HealthWord) as refused:
        check(text)
    assert "12345" not in refused.value.text(N_)
