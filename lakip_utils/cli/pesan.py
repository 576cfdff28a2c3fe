"""What click found wrong, said in Indonesian."""

from __future__ import annotations

import click


def dalam_bahasa_indonesia(error: click.UsageError) -> str:
    """Say in Indonesian what click found wrong."""
    match error:
        case click.NoSuchOption():
            saran = (
                f" Mungkin maksudnya {' atau '.join(sorted(error.possibilities))}?"
                if error.possibilities
                else ""
            )
            return f"opsi {error.option_name} tidak dikenal.{saran}"
        case click.MissingParameter():
            return f"{error.param.opts[0] if error.param else 'opsi'} harus diisi."
        case click.BadParameter():
            opsi = error.param.opts[0] if error.param else "opsi"
            return f"nilai untuk {opsi} tidak dapat dipakai: {_nilai(error.param, error.message)}"
        case click.BadOptionUsage():
            return f"opsi {error.option_name} memerlukan nilai."
        case _:
            return error.message.replace("No such command", "perintah tidak dikenal:").replace(
                "Got unexpected extra argument", "kata berlebih:"
            )


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
