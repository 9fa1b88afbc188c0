"""Every reason for which a table is refused, in the words of the person who must now act.

reason: a sentence in Chinese, a sentence in English; `{…}` are values of the refusal.
"""

from __future__ import annotations

from typing import Final

from service.sheets.file_reasons import FILE_REASONS

__all__ = ["REASONS"]

_TABLE: Final[dict[str, tuple[str, str]]] = {
    "too_many_sheets": (
        "工作簿有 {sheets} 个工作表，上限为 {limit} 个。请删除无关的工作表。",
        "The workbook has {sheets} sheets; {limit} are allowed. Remove those not needed.",
    ),
    "sheet_name_twice": (
        "工作簿中有两个名为“{sheet}”的工作表。请删除其中一个或改名后重新上传。",
        "Two sheets of the workbook are called “{sheet}”. Remove or rename one and upload again.",
    ),
    "too_many_rows": (
        "工作表“{sheet}”第 {row} 行仍有内容，上限为 {limit} 行（含表头）。请拆分为多个文件。",
        "Sheet “{sheet}” has content in row {row}; {limit} rows are allowed. Split the file.",
    ),
    "too_many_columns": (
        "工作表“{sheet}”第 {row} 行超过 {limit} 列。请删除多余的列。",
        "Sheet “{sheet}” has more than {limit} columns in row {row}. Remove those not needed.",
    ),
    "too_many_cells": (
        "表格面积（行数×列数）超过 {limit} 个单元格。请删除远处的零散内容，或拆分文件。",
        "The table covers more than {limit} cells. Remove stray content far out, or split it.",
    ),
    "too_much_text": (
        "各单元格文字合计超过 {limit} 字节。请缩短重复的长文字，或拆分文件。",
        "The texts of all cells exceed {limit} bytes together. Shorten them, or split the file.",
    ),
    "merged_cells": (
        "工作表“{sheet}”的合并区域超过 {limit} 处或范围过大。请取消合并单元格。",
        "Sheet “{sheet}” has more than {limit} merged areas, or one too large. Unmerge them.",
    ),
    "formula": (
        "工作表“{sheet}”单元格 {cell} 是公式。请复制后“选择性粘贴—数值”，再重新上传。",
        "Cell {cell} of sheet “{sheet}” is a formula. Paste it as a value and upload again.",
    ),
    "cell_hidden": (
        "工作表“{sheet}”单元格 {cell} 在隐藏的行或列中。请取消筛选和隐藏，核对内容后重新上传。",
        "Cell {cell} of sheet “{sheet}” is in a row or column that is hidden. Show it, look at it, upload.",
    ),
    "cell_reference": (
        "工作表“{sheet}”中有位置错误或重复的单元格：{cell}。请用 Excel 或 WPS 另存后重新上传。",
        "Sheet “{sheet}” has a cell out of place or twice: {cell}. Open the file, save it anew.",
    ),
    "cell_content": (
        "工作表“{sheet}”单元格 {cell} 的内容无法读取。请重新输入该单元格。",
        "What stands in cell {cell} of sheet “{sheet}” cannot be read. Type it again.",
    ),
    "cell_too_long": (
        "工作表“{sheet}”单元格 {cell} 有 {characters} 个字符，上限为 {limit} 个。请缩短内容。",
        "Cell {cell} of sheet “{sheet}” has {characters} characters; {limit} are allowed.",
    ),
    "cell_nul": (
        "工作表“{sheet}”单元格 {cell} 含有空字符（U+0000）。请重新输入该单元格。",
        "Cell {cell} of sheet “{sheet}” holds U+0000. Type it again.",
    ),
    "cell_unwritable": (
        "单元格 {cell} 含有无法写入 {format} 的字符 {character}。请更正该内容后再导出。",
        "Cell {cell} holds {character}, which {format} cannot hold. Correct it and export again.",
    ),
}

_CSV: Final[dict[str, tuple[str, str]]] = {
    "csv_charset": (
        "不支持字符编码“{charset}”。请使用 utf-8 或 gb18030。",
        "The charset “{charset}” is not supported. Use utf-8 or gb18030.",
    ),
    "csv_utf16": (
        "CSV 文件是 UTF-16 编码。请另存为“CSV UTF-8（逗号分隔）”后重新上传。",
        "The CSV is in UTF-16. Save it as “CSV UTF-8 (comma delimited)” and upload that.",
    ),
    "csv_undecodable": (
        "CSV 文件第 {line} 行不是有效的 {charset} 文本。请另存为“CSV UTF-8（逗号分隔）”。",
        "Line {line} of the CSV is not valid {charset}. Save it as “CSV UTF-8 (comma delimited)”.",
    ),
    "csv_nul": (
        "CSV 文件第 {line} 行含有空字符（U+0000）。请用 Excel 或 WPS 重新导出。",
        "Line {line} of the CSV holds U+0000. Export it again from a spreadsheet program.",
    ),
    "csv_quotes": (
        "CSV 文件第 {row} 行的引号不成对。请补全引号，或用 Excel、WPS 重新导出。",
        "The quotes in row {row} of the CSV do not match. Close them, or export it again.",
    ),
    "csv_row_too_long": (
        "CSV 文件第 {row} 行超过 {limit} 个字符。请检查引号与分隔符。",
        "Row {row} of the CSV has more than {limit} characters. Check quotes and separators.",
    ),
}

REASONS: Final[dict[str, tuple[str, str]]] = {**FILE_REASONS, **_TABLE, **_CSV}
