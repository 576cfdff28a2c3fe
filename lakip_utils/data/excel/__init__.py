"""Excel: the tables of one year as a workbook that people fill in, and what they filled in as tables again.

``susunan`` lays a year out, ``tulis`` makes the workbook, ``kertas`` opens one, ``baca`` finds the tables in
it, ``sel`` reads a cell, ``banding`` says what would change, ``impor`` puts it together and ``simpan`` writes it.
"""
