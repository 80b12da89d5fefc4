"""Bars: what the benchmark must show."""

from dataclasses import dataclass


@dataclass
class Bar:
    """A value and the bound it must keep. `counts` is false if what it is compared with was no fair opponent."""

    name: str
    value: float
    relation: str
    bound: float
    counts: bool = True

    def holds(self):
        """Whether the bound is kept."""
        kept = self.value >= self.bound if self.relation == ">=" else self.value <= self.bound
        return kept and self.counts

    def json(self):
        """As `latest.json` has it."""
        return {
            "name": self.name,
            "value": round(self.value, 3),
            "bar": f"{self.relation} {self.bound:g}",
            "holds": self.holds(),
        }
