"""The command `rapporteur translations`."""

import json
import sys

import pytest

from rapporteur.cli.main import main
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.files import digest
from tests.translate.sheets import fill


def test_from_the_report_to_the_register(
    demo: Cycle, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["rapporteur", "translations", *arguments])
        monkeypatch.setenv("RAPPORTEUR_HOME", str(demo.home))
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    code, out, _ = call("report", "demo", "--language", "fr", "--json")
    told = json.loads(out)
    assert code == 0
    assert told["languages"]["fr"]["questionnaire"] == {
        "texts": 12, "missing": 12, "unreviewed": 0, "reviewed": 0, "outdated": 0,
    }  # fmt: skip
    assert told["replies"]["translated"]["fr"] == {"to_translate": 5, "translated": 0}
    assert {"language": "fr", "state": "missing", "key": "cycle/title",
            "place": "cycle.toml, title"} in told["open"]  # fmt: skip
    code, out, _ = call("report", "demo")
    assert code == 0
    assert "texts of respondents by language: en 4, zh 1" in out
    assert "translated into zh: 0 of 4 in other languages" in out

    received = digest(demo.inputs / "questionnaire.md")
    for kind, key, words in (
        ("review", "cycle/title", {"text": "Suivi"}),
        ("replies", "Second", {"translation": "Deuxième", "kind": "human", "status": "draft"}),
    ):
        path = demo.home / f"{kind}.xlsx"
        code, out, _ = call(kind, "demo", "--language", "fr", "--out", str(path))
        assert (code, out) == (0, f"{path}\n")
        fill(path, {key: words})
        code, out, err = call("take", "demo", str(path), "--by", "N. N.")
        assert (code, out) == (0, "lines added: 1\n")
        assert "rapporteur run demo" in err
        assert call("take", "demo", str(path), "--by", "N. N.")[:2] == (0, "lines added: 0\n")
    assert digest(demo.inputs / "questionnaire.md") == received
    assert "1 of 5 in other languages" in call("report", "demo", "--language", "fr")[1]

    assert call("take", "demo", str(path), "--by", " ")[0] == 2
    assert "not translated into “ar”" in call("review", "demo", "--language", "ar")[2]
