"""What a publication says: read from the warehouse once, for tables, pictures, annex and points."""

from functools import cached_property

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.content.chart_content import ChartContent, read_chart_contents
from rapporteur.disseminate.content.content import Content, read_content
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.labels import Labels
from rapporteur.disseminate.content.profiles import UN, Profile
from rapporteur.disseminate.points.reading import DraftingPoint, read_points


class Publication:
    """The content of a cycle's warehouse; each part is read when it is first asked for, and kept.

    Make one for each publication, and while nobody rebuilds the warehouse. Each attribute raises
    `UserError` when there is no warehouse, or when it and the sidecars do not fit together.

    Not a dataclass: Prefect looks through the fields of those that are handed to a task, which
    for a hundred thousand rows takes longer than to write them.
    """

    def __init__(self, cycle: Cycle) -> None:
        self.cycle = cycle

    @cached_property
    def labels(self) -> Labels:
        """The code lists in words."""
        return Labels(self.cycle)

    @cached_property
    def content(self) -> Content:
        """The tables with their rows, and the evidence of these."""
        return read_content(self.cycle, self.labels)

    @cached_property
    def charts(self) -> tuple[ChartContent, ...]:
        """The charts with their counts."""
        return read_chart_contents(self.cycle, self.labels)

    @cached_property
    def points(self) -> tuple[DraftingPoint, ...]:
        """The drafting points of the tables."""
        return read_points(self.cycle, self.content, self.labels)

    def edition(self, language: str, profile: Profile = UN) -> Edition:
        """The content in one language and profile."""
        return Edition(self.cycle, self.content, self.labels, language, profile)
