"""Reasons of the catalogue that lie in the file itself, before any cell is looked at."""

from __future__ import annotations

from typing import Final

__all__ = ["FILE_REASONS"]

FILE_REASONS: Final[dict[str, tuple[str, str]]] = {
    "empty_file": (
        "文件是空的（0 字节）。请确认已保存内容后重新上传。",
        "The file is empty (0 bytes). Save it with its content and upload it again.",
    ),
    "file_too_large": (
        "文件有 {bytes} 字节，超过上限 {limit} 字节。请拆分为多个文件分别上传。",
        "The file has {bytes} bytes; {limit} are allowed. Split it and upload the parts.",
    ),
    "not_xlsx": (
        "文件不是 xlsx 工作簿。请在 Excel 或 WPS 中另存为“Excel 工作簿（*.xlsx）”后重新上传。",
        "The file is not an xlsx workbook. Save it as “Excel Workbook (*.xlsx)” and upload that.",
    ),
    "old_xls": (
        "这是旧版 .xls 文件。请另存为“Excel 工作簿（*.xlsx）”后重新上传。",
        "This is an old .xls file. Save it as “Excel Workbook (*.xlsx)” and upload that.",
    ),
    "encrypted": (
        "工作簿设有打开密码或已加密。请取消密码、另存后重新上传。",
        "The workbook is encrypted. Remove its password, save it and upload it again.",
    ),
    "damaged": (
        "文件已损坏或不完整（{part}）。请用 Excel 或 WPS 打开、另存后重新上传。",
        "The file is damaged or cut short ({part}). Open it, save it anew and upload that.",
    ),
    "too_many_members": (
        "压缩包内的部件超过 {limit} 个。请将数据复制到新的工作簿后上传。",
        "The package holds more than {limit} members. Copy the data into a new workbook.",
    ),
    "unpacked_too_large": (
        "解压后超过 {limit} 字节。请删除无关的工作表与格式，或拆分文件。",
        "Unpacked, the file exceeds {limit} bytes. Remove what is not needed, or split it.",
    ),
    "ratio_too_high": (
        "部件 {part} 的压缩比超过 {limit} 倍，疑似压缩炸弹。请将数据复制到新的工作簿后上传。",
        "{part} unpacks to more than {limit} times its size. Copy the data into a new workbook.",
    ),
    "duplicate_members": (
        "压缩包内有重名部件 {part}。请用 Excel 或 WPS 打开、另存后重新上传。",
        "The package holds {part} twice. Open the file, save it anew and upload that.",
    ),
    "member_path": (
        "压缩包内的部件路径不合规：{part}。请用 Excel 或 WPS 另存后重新上传。",
        "The package holds a member with a forbidden path: {part}. Save the file anew.",
    ),
    "nested_archive": (
        "工作簿内嵌有压缩包（{part}）。请删除嵌入的文件后重新上传。",
        "The workbook holds another archive ({part}). Remove it and upload the file again.",
    ),
    "macros": (
        "工作簿含有宏（{part}）。请另存为不含宏的“Excel 工作簿（*.xlsx）”。",
        "The workbook holds macros ({part}). Save it as a workbook without macros (*.xlsx).",
    ),
    "external_links": (
        "工作簿链接到外部数据（{part}）。请断开链接、只保留数值后重新上传。",
        "The workbook links to data elsewhere ({part}). Break the links and keep the values.",
    ),
    "embedded_objects": (
        "工作簿内嵌有对象或控件（{part}）。请删除后重新上传。",
        "The workbook holds an embedded object or control ({part}). Remove it.",
    ),
    # --- the XML inside ---
    "document_type": (
        "部件 {part} 含有 DTD 或实体声明，不予读取。请用 Excel 或 WPS 另存后重新上传。",
        "{part} declares a document type or entities, which is refused. Save the file anew.",
    ),
    "not_utf8_xml": (
        "部件 {part} 不是 UTF-8 编码的 XML。请用 Excel 或 WPS 另存后重新上传。",
        "{part} is not XML in UTF-8. Open the file, save it anew and upload that.",
    ),
    "markup_malformed": (
        "部件 {part} 第 {line} 行的 XML 有误。请用 Excel 或 WPS 打开、另存后重新上传。",
        "{part} is not well formed at its line {line}. Open the file and save it anew.",
    ),
    "markup_too_complex": (
        "部件 {part} 的 XML 过于复杂（层级、名称或标记过多过长）。请将数据复制到新的工作簿。",
        "{part} is nested too deep or its tags are too many. Copy the data into a new workbook.",
    ),
    "markup_unexpected": (
        "部件 {part} 第 {line} 行的内容不符合 xlsx 规范。请用 Excel 或 WPS 打开、另存后重新上传。",
        "{part} holds at its line {line} what no xlsx holds there. Open the file, save it anew.",
    ),
    "no_sheets": (
        "工作簿中没有可读取的工作表。请确认数据在普通工作表中。",
        "The workbook has no sheet to read. See that the data stand on an ordinary sheet.",
    ),
    "unreadable": (
        "文件无法读取。请用 Excel 或 WPS 打开、另存后重新上传。",
        "The file cannot be read. Open it in a spreadsheet program, save it anew and upload that.",
    ),
}
