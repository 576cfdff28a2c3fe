"""What changed between two builds: key figures, findings, texts, and reports that came or went."""

from lakip_utils.terbitan.perubahan.baca import LaporanJadi, baca
from lakip_utils.terbitan.perubahan.banding import Perubahan, bandingkan

__all__ = ["LaporanJadi", "Perubahan", "baca", "bandingkan"]
