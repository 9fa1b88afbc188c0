"""One document is one document however its number is copied."""

from __future__ import annotations

import pytest

from workflows.document_number import document_of

SAME = (
    "信工发〔2026〕9号", "信工发[2026]9号", "信工发【2026】9号", "信工发﹝2026﹞9号", "信工发（2026）9号",
    "信工发〔２０２６〕９号", " 信工发 〔2026〕 9 号 ", "信工发〔2026〕第9号",
)  # fmt: skip


def test_a_document_is_known_by_its_number_in_any_spelling() -> None:
    assert {document_of(one) for one in SAME} == {document_of(SAME[0])}


@pytest.mark.parametrize("other", ["信工发〔2026〕19号", "信工发〔2025〕9号", "赣工发〔2026〕9号"])
def test_another_number_is_another_document(other: str) -> None:
    assert document_of(other) != document_of(SAME[0])
