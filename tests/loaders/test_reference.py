"""Looking names up in the bundled reference data: tables of names in six languages."""

import pytest

from graph.errors import InvalidData
from graph.ids import fold
from graph.ontology import KINDS
from loaders.reference import load
from loaders.reference.load import fold_all

REF = load()

NAMES = [
    # Written in an article, the usual English name of what it stands for
    ("Bayern München", "Bayern Munich"),
    ("FC Bayern", "Bayern Munich"),
    ("Bayern Monaco", "Bayern Munich"),
    ("Bayern de Múnich", "Bayern Munich"),
    ("os bávaros", "Bayern Munich"),
    ("BVB", "Borussia Dortmund"),
    ("die Königlichen", "Real Madrid"),
    ("Los Blancos", "Real Madrid"),
    ("Barça", "FC Barcelona"),
    ("Barcellona", "FC Barcelona"),
    ("Inter Mailand", "Inter Milan"),
    ("i nerazzurri", "Inter Milan"),
    ("AC Mailand", "AC Milan"),
    ("la Vieille Dame", None),
    ("Vieille Dame", "Juventus"),
    ("Neapel", "SSC Napoli"),
    ("Man Utd", "Manchester United"),
    ("the Red Devils", "Manchester United"),
    ("Arsenal FC", "Arsenal"),
    ("les Gunners", "Arsenal"),
    ("Marselha", "Olympique de Marseille"),
    ("OM", "Olympique de Marseille"),
    ("os dragões", "FC Porto"),
    ("Benfica Lissabon", "Benfica"),
    ("Roter Stern Belgrad", "Red Star Belgrade"),
    ("Sheffield Wednesday", "Sheffield Wednesday"),
    ("SD Huesca", "SD Huesca"),
    ("Mengão", "Flamengo"),
    ("Brasilien", "Brazil"),
    ("la Seleção", None),
    ("Frankreich", "France"),
    ("Les Bleus", "France"),
    ("Inglaterra", "England"),
    ("Costa d'Avorio", "Ivory Coast"),
    ("Türkei", "Turkey"),
    ("Bosnie-Herzégovine", "Bosnia and Herzegovina"),
    ("Tschechien", "Czech Republic"),
    ("DFB", "German Football Association"),
    ("CBF", "Brazilian Football Confederation"),
    ("Confederação Brasileira de Futebol", "Brazilian Football Confederation"),
    ("Federcalcio tedesca", "German Football Association"),
    ("Fédération sénégalaise de football", "Senegalese Football Federation"),
    ("Guyana Football Federation", "Guyana Football Federation"),
    ("Champions League", "UEFA Champions League"),
    ("Liga dos Campeões", "UEFA Champions League"),
    ("Ligue des champions", "UEFA Champions League"),
    ("Königspokal", "Copa del Rey"),
    ("Brasileirão", "Campeonato Brasileiro Série A"),
    ("Bundesliga", "Bundesliga"),
    ("Serie A", "Serie A"),
    ("Gazzetta dello Sport", "La Gazzetta dello Sport"),
    ("Marca", "Marca"),
    ("Bild-Zeitung", "Bild"),
    ("Carlo Ancelotti", "Carlo Ancelotti"),
    ("Niko Kovac", "Niko Kovač"),
    ("Xabier Alonso", "Xabi Alonso"),
    ("Erik ten Hag", "Erik ten Hag"),
]


@pytest.mark.parametrize(("written", "name"), NAMES)
def test_a_name_of_the_press_leads_to_the_usual_english_name(written: str, name: str | None) -> None:
    readings = REF.aliases.get(fold(written), ())
    assert (REF.entities[readings[0].entity].name if readings else None) == name


SURNAMES = [
    ("van gaal", "Louis van Gaal"),
    ("gaal", "Louis van Gaal"),
    ("de zerbi", "Roberto De Zerbi"),
    ("ten hag", "Erik ten Hag"),
    ("ancelotti", "Carlo Ancelotti"),
    ("solskjaer", "Ole Gunnar Solskjær"),
]


@pytest.mark.parametrize(("surname", "name"), SURNAMES)
def test_a_surname_leads_to_its_best_known_bearer(surname: str, name: str) -> None:
    assert REF.entities[REF.surnames_of[surname][0]].name == name


RISKY = [
    ("Real", "es", True),
    ("Real", "fr", False),
    ("Como", "it", True),
    ("Nationalmannschaft", "de", True),
    ("Union", "de", True),
    ("United", "en", True),
    ("Inter", "it", True),
    ("Die Zeit", "de", True),
    ("El Mundo", "es", True),
    ("Algérien", "fr", True),
    ("Algerien", "de", False),
    ("Borussia Dortmund", "de", False),
]


@pytest.mark.parametrize(("alias", "language", "expected"), RISKY)
def test_an_ordinary_word_is_known_as_risky_in_its_language(alias: str, language: str, expected: bool) -> None:
    assert (language in REF.risky.get(fold(alias), ())) is expected
    assert all(reading.risky for reading in REF.aliases[fold(alias)]) is (fold(alias) in REF.risky)


CASES = [
    ("CBF", "upper"),
    ("rossoneri", "any"),
    ("the Reds", "any"),
    ("Borussia Dortmund", "capital"),
    ("Marca", "capital"),
]


@pytest.mark.parametrize(("alias", "case"), CASES)
def test_an_alias_says_how_it_must_be_written(alias: str, case: str) -> None:
    assert REF.aliases[fold(alias)][0].case == case


def test_flags_of_readings() -> None:
    (ancelotti,) = REF.aliases["ancelotti"]
    assert ancelotti.surname
    assert not REF.aliases["carlo ancelotti"][0].surname
    assert REF.aliases["leverkusen"][0].place
    assert not REF.aliases["werkself"][0].place
    assert REF.aliases["brasilien"][0].language == "de"
    assert REF.aliases["los azulgranas"][0].language == "es"
    assert REF.aliases["bvb"][0].language is None


def test_a_person_brings_what_tells_namesakes_apart() -> None:
    ancelotti = REF.entities[REF.aliases["carlo ancelotti"][0].entity]
    assert (ancelotti.kind, ancelotti.birth, ancelotti.country) == ("person", "1959-06-10", "ITA")
    assert "coach" in ancelotti.roles
    assert {REF.entities[team].name for team in ancelotti.teams} >= {"Real Madrid", "Brazil", "AC Milan"}


def test_a_short_name_without_middle_names_is_known() -> None:
    assert REF.entities[REF.aliases["ole solskjaer"][0].entity].name == "Ole Gunnar Solskjær"


def test_a_country_brings_its_names_demonyms_and_teams() -> None:
    brazil = REF.countries["BRA"]
    assert (brazil.names["de"], brazil.names["fr"]) == ("Brasilien", "Brésil")
    assert brazil.demonyms["de"] == ("Brasilianer", "Brasilianerin")
    assert brazil.adjectives["de"] == ("brasilianisch",)
    assert REF.entities[str(brazil.national_team)].name == "Brazil"
    assert REF.entities[str(brazil.federation)].name == "Brazilian Football Confederation"
    assert "brasilianischer Verband" in brazil.federation_descriptions
    assert "selección brasileña" in brazil.team_descriptions


def test_every_country_with_a_national_team_has_a_federation() -> None:
    assert [each.code for each in REF.countries.values() if each.national_team and not each.federation] == []


MAIN = [
    ("GER", "league", "Bundesliga"), ("ENG", "league", "Premier League"), ("ESP", "league", "La Liga"),
    ("BRA", "league", "Campeonato Brasileiro Série A"), ("ENG", "cup", "FA Cup"), ("ITA", "cup", "Coppa Italia"),
    ("ESP", "cup", "Copa del Rey"), ("AUT", "league", "Austrian Football Bundesliga"), ("GER", "nt", None),
    ("XXX", "cup", None),
]  # fmt: skip


@pytest.mark.parametrize(("country", "kind", "name"), MAIN)
def test_the_league_title_of_a_country_is_one_competition(country: str, kind: str, name: str | None) -> None:
    found = REF.competition_of(country, kind)
    assert (REF.entities[found].name if found else None) == name


def test_first_names_and_surnames_are_counted() -> None:
    assert REF.firstnames["carlos"] > REF.firstnames["ottmar"] >= 0
    assert REF.surnames["rodriguez"] > 0
    assert "rodriguez" not in REF.firstnames
    assert REF.genders["carlos"] == "M"


def test_every_entity_can_be_read_and_every_alias_leads_to_one() -> None:
    assert {entity.kind for entity in REF.entities.values()} == set(KINDS)
    for readings in REF.aliases.values():
        assert all(reading.entity in REF.entities for reading in readings)
        assert len({reading.entity for reading in readings}) == len(readings)


def test_folding_whole_tables_agrees_with_folding_one_name() -> None:
    names = [name for entity in REF.entities.values() for name in (entity.name, *entity.aliases)]
    odd = ["Kovač-X", "Ħ ½ Straße", "L’Équipe", "e\u0301", " a  b ", "İstanbul", "ŉ", "Ǆ", "日本", "--"]
    assert fold_all(names + odd) == [fold(name) for name in names + odd]


def test_the_same_folder_is_read_once() -> None:
    assert load() is REF


def test_a_missing_folder_says_which_file(tmp_path) -> None:
    with pytest.raises(InvalidData, match=r"articles\.tsv: cannot be read"):
        load(tmp_path)
