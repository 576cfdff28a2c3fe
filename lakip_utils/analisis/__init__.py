"""Analysis: frames in, frames out, each figure with its asal. No I/O, no text styling, no colours.

Modules: :mod:`capaian`, :mod:`perbandingan`, :mod:`ikm`, :mod:`anggaran`, :mod:`efisiensi`,
:mod:`klaim`.
"""
