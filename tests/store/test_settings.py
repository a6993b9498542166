"""Settings come from the environment, are checked, and keep their secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import TouchlineError
from graph.settings import Settings, settings_table


def test_defaults_need_no_environment():
    settings = Settings.from_env({})
    assert (settings.uri, settings.password, settings.max_rows) == ("", "", 10_000)
    assert settings.data.name == "touchline"
    assert settings == Settings()


def test_each_variable_is_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hidden\n", encoding="utf-8")
    given = {
        "TOUCHLINE_URI": "neo4j+s://graph.example:7687", "TOUCHLINE_USER": "me",
        "TOUCHLINE_PASSWORD_FILE": str(secret), "TOUCHLINE_CA_FILE": "ca.pem", "TOUCHLINE_POOL_SIZE": "9",
        "TOUCHLINE_SESSIONS": "3", "TOUCHLINE_READER_USER": "you", "TOUCHLINE_READER_PASSWORD_FILE": str(secret),
        "TOUCHLINE_FREE_CYPHER": "yes",
        "TOUCHLINE_DATABASE": "football", "TOUCHLINE_DATA": "~/graph", "TOUCHLINE_QUERY_TIMEOUT": "2.5",
        "TOUCHLINE_REFERENCE": "~/names",
        "TOUCHLINE_MAX_ROWS": "7", "TOUCHLINE_HEAP": "256", "TOUCHLINE_LINGER": "0", "TOUCHLINE_START_TIMEOUT": "9",
    }  # fmt: skip
    settings = Settings.from_env(given)
    assert (settings.uri, settings.user, settings.password) == ("neo4j+s://graph.example:7687", "me", "hidden")
    assert (settings.ca_file, settings.pool_size, settings.sessions) == (Path("ca.pem"), 9, 3)
    assert (settings.reader_auth, settings.free_cypher) == (("you", "hidden"), True)
    assert (settings.database, settings.data) == ("football", Path.home() / "graph")
    assert (settings.own_names, settings.reference) == (Path.home() / "names",) * 2
    assert (settings.query_timeout, settings.max_rows, settings.heap) == (2.5, 7, 256)
    assert (settings.linger, settings.start_timeout) == (0, 9)
    assert set(given) | {"TOUCHLINE_PASSWORD", "TOUCHLINE_READER_PASSWORD"} == {
        row.variable for row in settings_table()
    }


def test_a_reader_is_the_writer_unless_it_has_a_name_and_a_password():
    assert Settings(user="me", password="p").reader_auth == ("me", "p")
    with pytest.raises(TouchlineError, match=r"TOUCHLINE_READER_USER: one of user and password is missing"):
        Settings(reader_user="you")


def test_certificates_need_an_encrypted_address():
    with pytest.raises(TouchlineError, match=r"TOUCHLINE_URI: the address is not an encrypted one.*neo4j\+s"):
        Settings(uri="neo4j://graph.example", ca_file=Path("ca.pem"))


def test_the_own_names_lie_beside_the_graph_unless_told_otherwise():
    assert Settings.from_env({"TOUCHLINE_DATA": "here"}).own_names == Path("here/reference")
    assert Settings.from_env({"TOUCHLINE_DATA": "here", "TOUCHLINE_REFERENCE": "-"}).own_names is None


def test_an_empty_variable_is_not_set():
    assert Settings.from_env({"TOUCHLINE_MAX_ROWS": "", "TOUCHLINE_URI": ""}) == Settings()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("TOUCHLINE_MAX_ROWS", "many"),
        ("TOUCHLINE_MAX_ROWS", "0"),
        ("TOUCHLINE_MAX_ROWS", "1.5"),
        ("TOUCHLINE_MAX_ROWS", "999999999"),
        ("TOUCHLINE_QUERY_TIMEOUT", "-1"),
        ("TOUCHLINE_QUERY_TIMEOUT", "nan"),
        ("TOUCHLINE_QUERY_TIMEOUT", "inf"),
        ("TOUCHLINE_HEAP", "512m"),
        ("TOUCHLINE_LINGER", "-0.1"),
        ("TOUCHLINE_START_TIMEOUT", "0"),
        ("TOUCHLINE_FREE_CYPHER", "perhaps"),
        ("TOUCHLINE_POOL_SIZE", "0"),
        ("TOUCHLINE_URI", "localhost:7687"),
        ("TOUCHLINE_URI", "bolt://me:secret@host"),
        ("TOUCHLINE_PASSWORD_FILE", "/no/such/file"),
    ],
)
def test_a_bad_value_names_its_variable(variable, value):
    with pytest.raises(TouchlineError) as caught:
        Settings.from_env({variable: value})
    assert caught.value.where == variable
    assert caught.value.code == "setting"
    assert "secret" not in str(caught.value)


def test_a_password_given_twice_is_refused(tmp_path):
    file = tmp_path / "secret"
    file.write_text("hidden-one", encoding="utf-8")
    with pytest.raises(TouchlineError) as caught:
        Settings.from_env({"TOUCHLINE_PASSWORD": "hidden-two", "TOUCHLINE_PASSWORD_FILE": str(file)})
    assert caught.value.where == "TOUCHLINE_PASSWORD_FILE"
    assert "hidden" not in str(caught.value)


def test_the_password_is_not_shown():
    settings = Settings(password="hidden")
    assert "hidden" not in repr(settings)
    assert "hidden" not in str(settings)


def test_the_table_explains_every_setting():
    for row in settings_table():
        assert row.variable.startswith("TOUCHLINE_")
        assert row.type in {"text", "number", "whole number", "path", "true or false"}
        assert len(row.help) > 10
    assert len({row.variable for row in settings_table()}) == len(settings_table())
