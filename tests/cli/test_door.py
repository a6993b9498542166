"""The front door of notebooks: `touchline.connect()`, `ask`, `load`, data frames and graphs."""

from __future__ import annotations

from pathlib import Path

import pytest

import touchline
from graph.settings import SettingError, Settings
from graph.store import Store


def test_ask_gives_rows_data_frame_and_graph(settings: Settings, store: Store) -> None:
    with touchline.connect(data=settings.data) as graph:
        answer = graph.ask("hotseat", team="nordstern", status="confirmed")
        assert [row["person"] for row in answer][:2] == ["Marco Feld", "Marco Feld"]
        assert answer[0]["sentence"] == "His contract there ends in June 2025."
        frame = answer.to_pandas()
        assert list(frame.columns) == list(answer.columns) and len(frame) == len(answer) > 0
        drawn = answer.to_networkx()
        assert drawn.nodes["club:fc-nordstern"] is not None and drawn.number_of_edges() == len(answer)
        assert "hotseat" in {row["question"] for row in graph.questions()}
        with pytest.raises(touchline.TouchlineError, match="Did you mean FC Nordstern"):
            graph.ask("hotseat", team="Nordsten")


def test_load_counts_what_it_left_out(settings: Settings, store: Store, tmp_path: Path) -> None:
    text = "It rained all day on the training ground, and nobody said a word about anything else."
    (tmp_path / "good.txt").write_text(f"language: en\nid: rain\n{text}", encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    with touchline.connect(data=settings.data) as graph:
        first, again = graph.load(tmp_path), graph.load([tmp_path / "good.txt", "no-such-file"])
    assert (first.articles, first.new, [each.reason for each in first.rejected]) == (1, 1, ["empty"])
    assert (again.articles, again.new, [each.reason for each in again.rejected]) == (1, 0, ["missing_file"])


def test_a_setting_that_does_not_exist() -> None:
    with pytest.raises(SettingError, match="There are uri"):
        touchline.connect(folder="x")


def test_the_public_names() -> None:
    assert all(getattr(touchline, name) is not None for name in touchline.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        _ = touchline.nothing
