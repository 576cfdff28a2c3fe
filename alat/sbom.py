"""The bill of materials: a CycloneDX JSON of what a report is made with, from the lock file.

    python -m alat.sbom dist/sbom.cdx.json

It holds every locked version that a report needs, on any Python and system, with its licence, the hashes of
its files and who wants it. Same lock, same bytes: no clock, no random serial number, no network.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from alat.kunci import AKAR, PROYEK, Kunci, baca, untuk_jalan
from alat.lisensi import ketentuan, lisensi

VERSI = SchemaVersion.V1_6
_LISENSI = LicenseFactory()


def susun(semua: Iterable[Kunci]) -> str:
    """Return the bill of materials of what is locked, as JSON."""
    semua = list(semua)
    jalan = untuk_jalan(semua)
    perlu = [satu for satu in semua if satu.nama in jalan]
    proyek = tomllib.loads((AKAR / "pyproject.toml").read_text("utf-8"))["project"]
    akar = Component(
        name=PROYEK,
        version=proyek["version"],
        type=ComponentType.APPLICATION,
        bom_ref=PROYEK,
        licenses=[_LISENSI.make_from_string(proyek["license"])],
    )
    bom = Bom(serial_number=uuid.uuid5(uuid.NAMESPACE_OID, _sidik(perlu)))
    bom.metadata.component = akar
    aturan = ketentuan()
    komponen = {satu.acuan: _komponen(satu, lisensi(satu.nama, aturan)) for satu in perlu}
    bom.components.update(komponen.values())
    pemakai = {PROYEK: [akar]}
    for satu in perlu:
        pemakai.setdefault(satu.nama, []).append(komponen[satu.acuan])
    butuh: dict[str, list[Component]] = {}
    for satu in perlu:
        for nama in jalan.union([PROYEK]).intersection(satu.pemakai):
            for atas in pemakai[nama]:
                butuh.setdefault(str(atas.bom_ref), []).append(komponen[satu.acuan])
    for atas in (akar, *komponen.values()):
        bom.register_dependency(atas, butuh.get(str(atas.bom_ref), ()))
    isi: dict[str, Any] = json.loads(make_outputter(bom, OutputFormat.JSON, VERSI).output_as_string())
    del isi["metadata"]["timestamp"]
    return json.dumps(isi, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _komponen(satu: Kunci, milik: str) -> Component:
    # A version has several files, a wheel for each system; an installation takes one of them.
    return Component(
        name=satu.nama,
        version=satu.versi,
        type=ComponentType.LIBRARY,
        bom_ref=satu.acuan,
        purl=PackageURL("pypi", name=satu.nama, version=satu.versi),
        licenses=[_LISENSI.make_from_string(milik)],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=isi) for isi in satu.hash],
        properties=[Property(name="lakip:penanda", value=satu.penanda)] if satu.penanda else [],
    )


def _sidik(semua: Iterable[Kunci]) -> str:
    return hashlib.sha256(repr(list(semua)).encode()).hexdigest()


def main() -> int:
    """Write the bill to the path that is given; return the exit code."""
    (tujuan,) = map(Path, sys.argv[1:])
    tujuan.parent.mkdir(parents=True, exist_ok=True)
    tujuan.write_text(susun(baca()), "utf-8")
    print(f"Ditulis: {tujuan}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
