"""How far somebody has come in a tour."""

from pathlib import Path

from topology.load.own_progress import Progress, keep_progress, read_progress


def test_each_tour_keeps_its_own_place(tmp_path: Path) -> None:
    path = str(tmp_path / "state" / "tours.json")
    assert read_progress(path) == {}
    one, other = Progress(step="owns", right=("predict-1",)), Progress(step="end", wrong=("predict-2",))
    assert keep_progress(path, "team:a", one)
    assert keep_progress(path, "team:b", other)
    assert read_progress(path) == {"team:a": one, "team:b": other}
    assert (tmp_path / "state" / "tours.json").stat().st_mode & 0o777 == 0o600


def test_a_file_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    path = tmp_path / "tours.json"
    for text in ("", "[]", '{"a": 1}', "[" * 100_000):
        path.write_text(text)
        assert read_progress(str(path)) == {}
    assert keep_progress(str(path), "team:a", Progress(step="map"))
    assert read_progress(str(path)) == {"team:a": Progress(step="map")}


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not keep_progress(str(tmp_path / "file" / "tours.json"), "team:a", Progress())
