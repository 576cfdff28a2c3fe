import io
import re

import matplotlib
import matplotlib.pyplot as plt
import pytest

from lakip_utils.errors import PublicationError
from lakip_utils.sajian.svg import sisipkan_svg, svg_cetak
from lakip_utils.sajian.warna import PALET

matplotlib.use("agg")


def svg(isi: str, atribut: str = 'viewBox="0 0 9 9"') -> str:
    ns = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {ns} {atribut}>{isi}</svg>"


def diagram() -> str:
    with plt.rc_context({"svg.fonttype": "none", "svg.hashsalt": "lakip"}):
        fig, ax = plt.subplots(figsize=(500 / 72, 2))
        ax.bar(["A & B", "<b>"], [1, 2], color=PALET["biru"][0])
        berkas = io.StringIO()
        fig.savefig(berkas, format="svg", metadata={"Date": None})
        plt.close(fig)
    return berkas.getvalue()


@pytest.mark.parametrize(
    "jahat",
    [
        "<script>alert(1)</script>",
        "<style>*{fill:url(http://x)}</style>",
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>alert</p></foreignObject>",
        "<metadata>alert</metadata>",
        "<image href='http://x/a.png'/>",
        "<a xlink:href='javascript:alert(1)'><text>alert</text></a>",
        "<animate attributeName='href' to='javascript:alert(1)'/>",
        "<set attributeName='onload' to='alert(1)'/>",
        "<iframe xmlns='http://www.w3.org/1999/xhtml' src='http://x'/>",
    ],
)
def test_elements_outside_the_allow_list_are_dropped(jahat: str) -> None:
    for hasil in (sisipkan_svg(svg(jahat), "g_"), svg_cetak(svg(jahat), "Arial")):
        assert not re.search(r"alert|x/a|http://x\b|iframe|animate|<set|<style", hasil)


@pytest.mark.parametrize(
    "atribut",
    [
        "onload='alert(1)'",
        "onclick='alert(1)'",
        "href='http://luar'",
        "xlink:href='data:image/svg+xml,luar'",
        "href=' javascript:luar'",
        "fill='url(http://luar)'",
        "style='fill: url(http://luar#a)'",
        "style='fill: url(\"http://luar\")'",
        "style='fill: u\\72l(http://luar)'",
        "style='fill: image-set(luar)'",
        "style='background: luar'",
        "style='--x: luar'",
        "class='luar'",
    ],
)
def test_attributes_that_run_or_load_are_dropped(atribut: str) -> None:
    hasil = sisipkan_svg(svg(f"<rect {atribut}/>"), "g_")
    assert "<rect />" in hasil


def test_ids_and_all_references_get_the_prefix() -> None:
    isi = (
        "<clipPath id='k'><path d='M0 0'/></clipPath><path id='m' d='M0 0'/>"
        "<g clip-path='url(#k)' style='mask: url(#k)'><use xlink:href='#m'/></g>"
    )
    hasil = sisipkan_svg(svg(isi), "g1_")
    assert re.findall(r'id="(.*?)"', hasil) == ["g1_k", "g1_m"]
    assert hasil.count("url(#g1_k)") == 2
    assert 'href="#g1_m"' in hasil


def test_palette_colours_follow_the_theme_and_others_stay() -> None:
    hasil = sisipkan_svg(
        svg('<path fill="#B3470A"/><path style="stroke: #0f62a8"/><path fill="#123456"/>'), ""
    )
    assert 'style="fill:var(--g-jingga,#b3470a)"' in hasil
    assert 'style="stroke:var(--g-biru,#0f62a8)"' in hasil
    assert 'fill="#123456"' in hasil


def test_print_keeps_plain_colours_and_sets_one_font() -> None:
    hasil = svg_cetak(diagram(), "Source Sans Pro")
    assert "var(" not in hasil
    assert PALET["biru"][0] in hasil
    assert re.findall(r'font-family[=:]"?([^";]*)', hasil) == ["Source Sans Pro"]


def test_drawing_fills_its_box() -> None:
    akar = sisipkan_svg(svg("", 'width="500pt" height="250pt"'), "").split(">")[0]
    assert 'viewBox="0 0 500 250"' in akar
    assert "width=" not in akar
    assert "height=" not in akar


def test_text_of_a_matplotlib_chart_stays_text() -> None:
    hasil = sisipkan_svg(diagram(), "g_")
    assert ">A &amp; B</text>" in hasil
    assert ">&lt;b&gt;</text>" in hasil
    assert "font-family" not in hasil


def test_chart_colours_are_told_apart_by_their_hex() -> None:
    terang = [terang for terang, _ in PALET.values()]
    assert len(set(terang)) == len(terang)


@pytest.mark.parametrize("rusak", ["", "<svg", "<p>x</p>", '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>'])
def test_what_is_no_drawing_is_refused(rusak: str) -> None:
    with pytest.raises(PublicationError, match="Gambar ditolak"):
        sisipkan_svg(rusak, "")
