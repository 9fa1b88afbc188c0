"""Tables that strangers upload, and tables we hand out: only sheets, lines and cells.

Nothing here knows what a column means. `read_table` takes bytes apart or refuses them with a reason
a person can act on; `write_xlsx` and `write_csv` make files that no spreadsheet program will run.
"""

from service.sheets.limits import LIMITS, Limits
from service.sheets.new_sheet import Column, NewSheet
from service.sheets.read_table import read_table
from service.sheets.refusal import SheetRefused
from service.sheets.table import Cell, Line, Sheet, Workbook
from service.sheets.write_csv import write_csv
from service.sheets.write_xlsx import write_xlsx

__all__ = [
    "LIMITS", "Cell", "Column", "Limits", "Line", "NewSheet", "Sheet", "SheetRefused", "Workbook",
    "read_table", "write_csv", "write_xlsx",
]  # fmt: skip
