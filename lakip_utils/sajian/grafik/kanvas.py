"""The canvas of all charts: size, type, grid of rows, and its SVG."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import font_source_sans_pro
import matplotlib as mpl
import numpy as np
import seaborn as sns
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from lakip_utils.sajian.warna import PALET

LEBAR = 500
"""Width of a drawing in px; figsize is px / 72, so 1 pt is 1 px."""
TEKS = 15.0
KECIL = 13.5
LEBAR_HURUF = 8.0
"""Width of a character in the widest page font, on average, in px."""
LABEL = 19
BATANG = 15
JARAK = 17
BERKAS_HURUF = ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf", "SourceSansPro-Bold.ttf")


def warna(nama: str) -> str:
    """Return a colour of the palette; the exporters turn it into the one of the theme."""
    return PALET[nama][0]


@cache
def _huruf() -> str:
    folder = Path(font_source_sans_pro.__file__).parent / "files"
    for nama in BERKAS_HURUF:
        font_manager.fontManager.addfont(str(folder / nama))
    return "Source Sans Pro"


@contextmanager
def gaya() -> Iterator[None]:
    """Set type, colours and a fixed hash salt for the time of one drawing."""
    with mpl.rc_context(
        {
            "font.family": _huruf(),
            "font.size": TEKS,
            "text.parse_math": False,
            "svg.fonttype": "none",
            "svg.hashsalt": "lakip",
            "text.color": warna("tinta"),
            "axes.edgecolor": warna("garis"),
            "axes.facecolor": "none",
            "figure.facecolor": "none",
            "xtick.color": warna("redup"),
            "ytick.color": warna("redup"),
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.spines.left": False,
        }
    ):
        yield


def lembar(
    tinggi: float, *, kiri: float = 0, kanan: float = 0, atas: float = 0, bawah: float = 0
) -> tuple[Figure, Axes]:
    """Return a figure of `tinggi` px and its only axes, inset by margins in px."""
    fig = Figure(figsize=(LEBAR / 72, tinggi / 72), dpi=72)
    FigureCanvasSVG(fig)
    kotak = (kiri / LEBAR, bawah / tinggi, 1 - (kiri + kanan) / LEBAR, 1 - (atas + bawah) / tinggi)
    return fig, fig.add_axes(kotak)


def svg(fig: Figure) -> str:
    """Return the drawing as SVG text without a date."""
    isi = io.StringIO()
    fig.savefig(isi, format="svg", metadata={"Date": None, "Creator": None})
    return isi.getvalue()


@dataclass(frozen=True, slots=True)
class Baris:
    """One row of a bar chart: label above, value at the right edge."""

    label: str
    nilai: str
    rinci: str = ""


@dataclass(frozen=True, slots=True)
class Kisi:
    """Rows of equal pitch; row i is centred on y = i, the bar below its label.

    `kanan` px at the right are for the values; `batang` bars stand in each row.
    """

    baris: Sequence[Baris]
    kanan: float
    batang: int = 1

    @property
    def label(self) -> list[str]:
        """Labels, wrapped to the width that the values leave."""
        return [textwrap.fill(baris.label, int((LEBAR - self.kanan) / LEBAR_HURUF)) for baris in self.baris]

    @property
    def langkah(self) -> float:
        """Height of one row in px."""
        garis = max(label.count("\n") + 1 for label in self.label)
        return garis * LABEL + self.batang * BATANG + JARAK

    @property
    def tebal(self) -> float:
        """Share of a row that its bars take, as seaborn's ``width``."""
        return self.batang * BATANG / self.langkah

    def lembar(self, *, bawah: float = 0) -> tuple[Figure, Axes]:
        """Return a figure for the rows, with `bawah` px below them for an axis."""
        return lembar(self.langkah * len(self.baris) + bawah, kanan=self.kanan, bawah=bawah)

    def atur(self, ax: Axes) -> None:
        """Set the y axis to the rows; after the drawing, which sets its own."""
        ax.set_ylim(len(self.baris) - 1 + self._bawah, -1 + self._bawah)

    @property
    def _bawah(self) -> float:
        """Distance from the centre of a bar to the lower edge of its row, in rows."""
        return (self.batang * BATANG / 2 + 3) / self.langkah

    def tulis(self, ax: Axes, tinta: Sequence[str]) -> None:
        """Write the labels above the bars and the values beside them."""
        ax.set(xlabel="", ylabel="")
        ax.tick_params(left=False, labelleft=False)
        atas = (self.batang * BATANG / 2 + 5) / self.langkah
        for posisi, (baris, label, warna_) in enumerate(zip(self.baris, self.label, tinta, strict=True)):
            ax.text(0, posisi - atas, label, transform=ax.get_yaxis_transform(), va="bottom", linespacing=1.2)
            ax.annotate(
                baris.nilai,
                (1, posisi),
                xycoords=ax.get_yaxis_transform(),
                xytext=(10, 0),
                textcoords="offset points",
                va="center",
                color=warna_,
                weight="bold",
            )
            if baris.rinci:
                ax.annotate(
                    baris.rinci,
                    (1, posisi - atas),
                    xycoords=ax.get_yaxis_transform(),
                    xytext=(10, 0),
                    textcoords="offset points",
                    va="bottom",
                    color=warna("redup"),
                    size=KECIL,
                )


def garis_berjeda(ax: Axes, tahun: Sequence[int], nilai: Sequence[float], *, ukuran: float) -> None:
    """Draw a line of figures by year that is open where a year has none.

    seaborn drops missing values and would join their neighbours: each run is a unit of its own.
    """
    sns.lineplot(
        x=list(tahun),
        y=list(nilai),
        units=np.cumsum(np.isnan(list(nilai))),
        estimator=None,
        color=warna("biru"),
        linewidth=2.5,
        marker="o",
        markersize=ukuran,
        markeredgewidth=0,
        ax=ax,
    )


def tanpa_sumbu(ax: Axes) -> None:
    """Hide the x axis: every value is written."""
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(bottom=False, labelbottom=False)
