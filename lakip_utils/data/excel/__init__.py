"""Excel: the tables of one year as a workbook that people fill in, and what they filled in as tables again.

``susunan`` lays a year out, ``tulis`` makes the workbook. ``kertas`` opens one, ``baca`` finds the tables in it,
``lembar`` reads a sheet and ``sel`` a cell; ``peta`` reads those of other systems. ``banding`` says what would
change, ``impor`` plans an import and ``simpan`` writes it; ``tahun`` makes a year as a workbook or as files.
"""
