"""The figures of tables can be told; how large they may be is read by a person."""

from __future__ import annotations

import pytest

from tests.performance.sheet_figures import FILES, main, measured


def test_a_bomb_is_measured_in_a_process_of_its_own() -> None:
    figures = measured("sixty megabytes of blanks")
    assert figures.outcome == "unpacked_too_large"
    assert figures.cpu_s > 0
    assert f"{figures.cpu_s:.3f} s" in str(figures)


def test_the_figures_are_told_for_the_files_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rectangle"]) == 0
    told = capsys.readouterr().out
    assert "too_many_cells  a rectangle of four million" in told
    assert told.count("\n") == 2
    assert "10,000 lines x 60 texts, xlsx" in FILES
