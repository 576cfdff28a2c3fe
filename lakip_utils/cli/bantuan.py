"""What every command has in common: help in Indonesian with examples, and words that it does not know.

Click writes its own words through gettext, for which a catalogue would have to be compiled and found by
the language of the machine. There are few of them, so its classes are derived instead: they name the
sections, the usage line and the option ``--help``.
"""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

Contoh = Sequence[tuple[str, str]]
"""Examples: a command line as it is typed, and what it does."""

_JUDUL = {"Options": "Opsi", "Commands": "Perintah", "Positional arguments": "Argumen"}


class Penata(click.HelpFormatter):
    """Write the parts of a help text under Indonesian names."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args, prefix or "Pemakaian: ")

    def write_heading(self, heading: str) -> None:
        """Write the name of a section."""
        super().write_heading(_JUDUL.get(heading, heading))


class Konteks(click.Context):
    """The context of a command whose help is Indonesian."""

    formatter_class = Penata


class Opsi(click.Option):
    """An option whose default and range are told in Indonesian."""

    def get_help_extra(self, ctx: click.Context) -> Any:
        """Return what stands in brackets behind the help."""
        isi = super().get_help_extra(ctx)
        if isinstance(self.type, click.IntRange):
            atas = "atau lebih" if self.type.max is None else f"sampai {self.type.max}"
            isi["range"] = f"{self.type.min} {atas}"
        return isi

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option and what its help says."""
        baris = super().get_help_record(ctx)
        return baris and (baris[0], baris[1].replace("[default: ", "[bawaan: "))


class Perintah(click.Command):
    """A command with examples; words that it does not take are told with what was probably meant.

    Parameters
    ----------
    contoh
        Shown below the options.
    """

    context_class = Konteks
    allow_extra_args = True
    """Click leaves them to :meth:`parse_args`, which says more than that there are some."""
    boleh_sisa = False
    """Whether words that are left over belong to somebody else."""

    def __init__(self, *args: Any, contoh: Contoh = (), **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[OPSI]")
        super().__init__(*args, **kwargs)
        self.contoh = tuple(contoh)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option ``--help``."""
        opsi = super().get_help_option(ctx)
        if opsi:
            opsi.help = "Menampilkan bantuan ini."
        return opsi

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        super().format_epilog(ctx, formatter)
        if not self.contoh:
            return
        with formatter.section("Contoh"):
            for baris, guna in self.contoh:
                formatter.write(f"{'':{formatter.current_indent}}{baris}\n")  # whole, to be copied
                with formatter.indentation(), formatter.indentation():
                    formatter.write_text(guna)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; words that are left over are refused."""
        semua = list(args)
        try:
            sisa = super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            raise click.UsageError(_opsi_tak_dikenal(ctx, semua, error.option_name), ctx) from None
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # whose help is named
            raise
        if ctx.args and not (self.boleh_sisa or ctx.resilient_parsing):
            raise click.UsageError(_berlebih(ctx, semua, ctx.args), ctx)
        return sisa

    def get_short_help_str(self, limit: int = 0) -> str:  # noqa: ARG002 - lines are wrapped, not cut
        """Return the first paragraph of the help."""
        return " ".join((self.help or "").partition("\n\n")[0].split())


class Kelompok(Perintah, click.Group):
    """A group of commands; one that is misspelt is told with what was probably meant."""

    command_class = Perintah
    group_class = type
    boleh_sisa = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("subcommand_metavar", "PERINTAH [ARGUMEN]...")
        super().__init__(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options of the group; what is left over is a command with its own."""
        if not args and not ctx.resilient_parsing:
            raise click.UsageError(f"perintahnya belum disebut. {self._yang_ada(ctx)}", ctx)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the next word names."""
        nama = args[0]
        if self.get_command(ctx, nama) is None and not nama.startswith("-"):
            saran = mirip(nama, self.commands)
            raise click.UsageError(f"perintah {nama!r} tidak dikenal.{saran} {self._yang_ada(ctx)}", ctx)
        return super().resolve_command(ctx, args)

    def _yang_ada(self, ctx: click.Context) -> str:
        return f"Yang ada: {', '.join(self.list_commands(ctx))}."


perintah: Callable[..., Callable[[Callable[..., Any]], Perintah]] = partial(click.command, cls=Perintah)
kelompok: Callable[..., Callable[[Callable[..., Any]], Kelompok]] = partial(click.group, cls=Kelompok)
opsi: Callable[..., Callable[[F], F]] = partial(click.option, cls=Opsi)


def mirip(kata: str, pilihan: Iterable[str]) -> str:
    """Return a sentence with what was probably meant, after a space; empty where nothing is near.

    >>> mirip("biuld", ["build", "status"]), mirip("xyz", ["build"])
    (' Mungkin maksudnya build?', '')
    """
    dekat = difflib.get_close_matches(kata, list(pilihan), cutoff=0.7)
    return f" Mungkin maksudnya {' atau '.join(dekat)}?" if dekat else ""


def _opsi_tak_dikenal(ctx: click.Context, args: Iterable[str], nama: str) -> str:
    """Say which option is not known, and which was probably meant."""
    ada = [
        ejaan
        for satu in ctx.command.get_params(ctx)
        if isinstance(satu, click.Option)
        for ejaan in (*satu.opts, *satu.secondary_opts)
    ]
    if not nama.startswith("--"):  # click reads -tahun letter by letter
        nama = next((satu for satu in args if satu.startswith("-") and nama[1:] in satu), nama)
    saran = mirip(f"--{nama.lstrip('-').partition('=')[0]}", ada) or f" Yang ada: {', '.join(ada)}."
    return f"opsi {nama} tidak dikenal.{saran}"


def _berlebih(ctx: click.Context, args: Sequence[str], sisa: Sequence[str]) -> str:
    """Say which words are too many; after an option that may be repeated, how to repeat it."""
    kata = f"kata berlebih: {', '.join(map(shlex.quote, sisa))}."
    sebelum = args[: args.index(sisa[0])]
    nama = next((satu for satu in reversed(sebelum) if satu.startswith("--")), "").partition("=")[0]
    opsi = next((satu for satu in ctx.command.params if nama in satu.opts), None)
    if not isinstance(opsi, click.Option) or not opsi.multiple:
        return kata
    pertama, kedua = shlex.quote(sebelum[-1]), shlex.quote(sisa[0])
    if nama == "--data" and all(Path(satu).exists() for satu in sisa):
        pola = _pola([sebelum[-1], *sisa])
        return (
            f"{kata} Bila yang dimaksud pola, apit dengan tanda kutip supaya tidak diuraikan oleh terminal: "
            f"--data '{pola}'. Bila beberapa folder, ulangi opsinya: --data {pertama} --data {kedua}."
        )
    return f"{kata} Untuk beberapa nilai, ulangi opsinya: {nama} {pertama} {nama} {kedua}."


def _pola(folder: Iterable[str]) -> str:
    """Return the pattern that a terminal has probably made these folders of.

    >>> _pola(["dinas/a", "dinas/b"]), _pola(["a", "b/c"])
    ('dinas/*', '*')
    """
    induk = {Path(satu).parent.as_posix() for satu in folder}
    return f"{induk.pop()}/*".removeprefix("./") if len(induk) == 1 else "*"
