"""Samples and re-checks on the wire."""

from __future__ import annotations

from marshmallow import Schema

from schemas.decision import PageQuery
from schemas.fields import Code, Id, Ratio, Strict
from schemas.people import UnionCode
from schemas.views import List, Number, Part, Text, Written

__all__ = ["RecheckForm", "RecheckQuery", "RecheckView", "SampleDrawnView", "SampleForm"]
__all__ += ["SampleQuery", "SampleView"]


class SampleForm(Strict):
    """Which union's standing files are drawn from, and what part of them; the seed is never given."""

    of_union = UnionCode(required=True)
    rate = Ratio("0", "1", required=True)


class SampleQuery(PageQuery):
    of_union = UnionCode()

    class Meta(PageQuery.Meta):
        exclude = ("state", "programme")


class _Progress(Schema):
    """What became of the re-checks that the sample opened."""

    open = Number()
    consistent = Number()
    inconsistent = Number()
    withdrawn = Number()
    done = Number(description="found consistent or inconsistent")
    opened_before = Number(description="files drawn of which another sample's was open")


class SampleView(Written):
    id = Text()
    number = Text(description="the sample's own number")
    union = Text(description="the one that draws and looks")
    of_union = Text(description="the one whose subtree was drawn from")
    rate = Text()
    seed = Text(description="256 bits of chance, hexadecimal")
    size = Number(description="files in the population")
    count = Number(description="files drawn: the rate of the size, rounded up")
    drawn_on = Text(format="date")
    progress = Part(_Progress)


class SampleDrawnView(SampleView):
    """With everything it takes to draw again: rank each id of ``population`` by the hexadecimal
    SHA-256 of seed, "|" and id; the first ``count`` of them are ``drawn``."""

    population = List(Text())
    drawn = List(Text())


class RecheckForm(Strict):
    """Samples open their re-checks by themselves; asked for are those that kinship calls for."""

    hardship_file_id = Id(required=True)
    reason = Code(("kinship",), required=True)


class RecheckQuery(PageQuery):
    reason = Code(("sample", "kinship"))
    sample_id = Id()
    hardship_file_id = Id()

    class Meta(PageQuery.Meta):
        exclude = ("programme",)


class RecheckView(Written):
    id = Text()
    number = Text(description="the re-check's own number")
    hardship_file_id = Text()
    reason = Text()
    state = Text()
    union = Text(description="the one that looks")
    sample_id = Text(nullable=True)
    round = Number(nullable=True, description="the round of verification in which it was found")
    findings = Text(nullable=True)
