"""How a command ends: expected errors become an Indonesian message and an exit code."""

from __future__ import annotations

from collections.abc import Callable

import click

from lakip_utils.cli.layar import kesalahan
from lakip_utils.errors import LakipError, ditolak


def kode_akhir(jalankan: Callable[[], int | None]) -> int:
    """Run a command and return its exit code."""
    try:
        return jalankan() or 0
    except LakipError as error:
        kesalahan.print(str(error))
        return 2
    except click.UsageError as error:
        kesalahan.print(f"Perintah keliru: {dalam_bahasa_indonesia(error)}")
        kesalahan.print(f"Bantuan: {error.ctx.command_path if error.ctx else 'lakip'} --help")
        return 2
    except OSError as error:
        kesalahan.print(ditolak(error))
        return 2
    except (click.Abort, KeyboardInterrupt):
        kesalahan.print("Dihentikan.")
        return 130


def dalam_bahasa_indonesia(error: click.UsageError) -> str:
    """Say in Indonesian what click found wrong; what :mod:`lakip_utils.cli.bantuan` found, is."""
    match error:
        case click.MissingParameter():
            return f"{_nama(error.param)} harus diisi."
        case click.BadParameter():
            return (
                f"nilai untuk {_nama(error.param)} tidak dapat dipakai: {_nilai(error.param, error.message)}"
            )
        case click.BadOptionUsage():
            perlu = "memerlukan" if _bernilai(error) else "tidak memerlukan"
            return f"opsi {error.option_name} {perlu} nilai."
        case _:
            return error.message


def _bernilai(error: click.BadOptionUsage) -> bool:
    """Whether the option that was used wrongly takes a value."""
    semua = error.ctx.command.params if error.ctx else ()
    return not any(
        error.option_name in satu.opts and isinstance(satu, click.Option) and satu.is_flag for satu in semua
    )


def _nama(param: click.Parameter | None) -> str:
    """Return an option as it is typed, an argument as its help names it."""
    match param:
        case click.Argument():
            return (param.metavar or param.name or "").strip("[].").upper() or "argumen"
        case click.Option():
            return param.opts[0]
        case _:
            return "opsi"


def _nilai(param: click.Parameter | None, message: str) -> str:
    match param.type if param else None:
        case click.Choice() as pilih:
            return f"pilih salah satu dari {', '.join(map(str, pilih.choices))}"
        case click.IntRange() as rentang:
            atas = f" dan paling besar {rentang.max}" if rentang.max is not None else ""
            return f"bilangan bulat paling kecil {rentang.min}{atas}"
        case jenis if jenis is click.INT:
            return "bilangan bulat, misalnya 2020"
        case _:
            return message
