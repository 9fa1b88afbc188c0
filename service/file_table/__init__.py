"""A table of household files: its columns, and the way between a line and the form of a file.

One table of columns serves the template, the import, the annotated copy and the export; another the
results of an economic check. Nothing here knows a database, a caller or a rule of a case: it says what a cell means.
"""
