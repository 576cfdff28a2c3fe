"""SKM: the survey's values by unsur, as printed and from the facts; what several rules read."""

from __future__ import annotations

from decimal import Decimal

from lakip_utils.aturan import MutuIKM, PitaMutu
from lakip_utils.konsistensi.bacaan import Bacaan, Klaim

FAKTA = ("ikm_unsur", "ikm_responden")
PERLU = ("klaim", "unsur", *FAKTA)
"""Tables that the rules on the survey read."""


def nrr_tercetak(b: Bacaan, kode: str, seksi: str) -> Klaim | None:
    """Return the printed NRR of an unsur: in the same section, else the first one."""
    semua = [k for k in b.tentang("ikm_unsur", kode, "nrr") if k.nilai is not None]
    return next((k for k in semua if k.seksi == seksi), semua[0] if semua else None)


def golongkan(aturan: MutuIKM, nrr: Decimal) -> PitaMutu:
    """Return the band of an NRR (1–4) under a rule set."""
    return aturan.golongkan(float(nrr * Decimal(str(aturan.pengali))))
