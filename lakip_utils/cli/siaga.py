"""The process that waits to build for ``lakip build --watch``: a module to be run.

It imports what a build needs, reads one line and builds once. Without a line, nobody waits for it any
longer.
"""

from __future__ import annotations

import json
import os
import signal
import sys


def main() -> int:
    """Wait, and build."""
    from lakip_utils.terbitan.sidik import kode_program

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    kode_program()  # before it is imported: code that is saved meanwhile makes the reports stale, not fresh
    from lakip_utils.cli.laporan import bangun
    from lakip_utils.cli.pesan import kode_akhir
    from lakip_utils.data import params as modul_params
    from lakip_utils.errors import LakipError
    from lakip_utils.terbitan import build as build
    from lakip_utils.terbitan import kernel

    pilihan = json.loads(sys.argv[1])
    try:
        batch = modul_params.load(pilihan["params"])
        kernel.warm((batch.notebook, batch.notebook_dinas))
    except (LakipError, OSError, ValueError):
        pass  # the build itself says what is wrong
    baris = sys.stdin.readline()
    if not baris:
        return 0
    pertama = json.loads(baris)["pertama"]
    diberi = {n: tuple(isi) if isinstance(isi, list) else isi for n, isi in pilihan["diberi"].items()}

    def jalankan() -> int:
        if os.name == "posix":
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # Ctrl-C was held back until here
        return bangun(pilihan["params"], force=pilihan["force"] and pertama, diberi=diberi, ulang=not pertama)

    return kode_akhir(jalankan)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # on Windows the keys reach it while it waits
        sys.exit(130)
