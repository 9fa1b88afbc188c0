"""Tables that strangers upload, and tables we hand out: only sheets, lines and cells.

Nothing here knows what a column means. `read_table` takes bytes apart or refuses them with a reason
a person can act on; `write_xlsx` and `write_csv` make files that no spreadsheet program will run.
"""
