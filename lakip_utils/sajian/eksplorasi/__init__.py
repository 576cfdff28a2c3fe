"""The exploration notebook: a report's own tables and charts, with choosers, in JupyterLab.

This package needs ipywidgets and itables; no report imports it.
"""

from lakip_utils.sajian.eksplorasi.jelajah import Jelajah
from lakip_utils.sajian.eksplorasi.tampilan import kartu

__all__ = ["Jelajah", "kartu"]
