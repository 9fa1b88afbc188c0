"""Every hostile workbook is refused for its reason, and for nothing else is anything raised."""

from __future__ import annotations

import pytest

from service.sheets.read_table import read_table
from service.sheets.refusal import SheetRefused
from tests.sheets.hostile import Hostile
from tests.sheets.hostile_archives import ARCHIVES
from tests.sheets.hostile_sheets import SHEETS

CORPUS = (*ARCHIVES, *SHEETS)


@pytest.mark.parametrize("hostile", CORPUS, ids=[one.name for one in CORPUS])
def test_a_hostile_workbook_is_refused_for_its_reason(hostile: Hostile) -> None:
    with pytest.raises(SheetRefused) as refused:
        read_table(hostile.made(), "xlsx")
    assert refused.value.reason == hostile.reason
    assert hostile.values.items() <= refused.value.values.items()
