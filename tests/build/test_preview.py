"""`rapporteur preview`: the questionnaire before it is sent out."""

from openpyxl import load_workbook

from rapporteur.build.preview import preview
from rapporteur.design.cycle import Cycle
from tests.support import read


def test_it_is_the_questionnaire_of_somebody_invented_in_each_language(tiny: Cycle) -> None:
    paths = preview(tiny)
    assert [path.relative_to(tiny.outputs).as_posix() for path in paths] == [
        "preview/EXAMPLE.en.xlsx", "preview/EXAMPLE.zh.xlsx",
    ]  # fmt: skip
    cover = [cell.value for row in load_workbook(paths[0]).worksheets[0] for cell in row]
    assert "Invented respondent (EXAMPLE)" in cover
    assert "A preview: this questionnaire is addressed to nobody and must not be sent out." in cover
    identity = read(tiny, paths[1]).identity
    assert identity["respondent"] == "EXAMPLE"
    assert "EXAMPLE" not in tiny.roster.respondents
