// Long tables: search the rows of any, sort those that are one plain list.
// Without this script the table stands whole, in the order of the report.
(() => {
  "use strict";
  const PANJANG = 12;
  const pencarian = new Map();

  const bilangan = (teks) => {
    const angka = teks.replace(/[.%\s]|Rp/g, "").replace("−", "-").replace(",", ".");
    return angka !== "" && !Number.isNaN(Number(angka)) ? Number(angka) : null;
  };

  function banding(kiri, kanan) {
    const [a, b] = [bilangan(kiri), bilangan(kanan)];
    if (a !== null && b !== null) return a - b;
    if ((a === null) !== (b === null)) return a === null ? 1 : -1; // words after figures
    return kiri.localeCompare(kanan, "id", { numeric: true });
  }

  function pencari(tabel, baris) {
    const label = document.createElement("label");
    label.className = "cari layar";
    label.append("Cari di tabel ini ");
    const masukan = document.createElement("input");
    masukan.type = "search";
    const hasil = document.createElement("output");
    label.append(masukan, hasil);
    tabel.closest(".gulir").before(label);
    const isi = baris.map((satu) => satu.textContent.toLowerCase());
    masukan.addEventListener("input", () => {
      const kata = masukan.value.toLowerCase().split(/\s+/).filter(Boolean);
      let cocok = 0;
      let kepala = null;
      baris.forEach((satu, nomor) => {
        if (satu.classList.contains("grup")) {
          kepala = satu;
          kepala.classList.toggle("tersaring", kata.length > 0);
          return;
        }
        const ada = kata.every((satuKata) => isi[nomor].includes(satuKata));
        satu.classList.toggle("tersaring", !ada);
        if (!ada) return;
        cocok += 1;
        kepala?.classList.remove("tersaring");
      });
      hasil.textContent = kata.length ? ` ${cocok} baris` : "";
    });
    return masukan;
  }

  // What a link leads to is shown, whatever was searched for; without scripts the style sheet does
  // the same for the filter by severity.
  const milik = (alamat) => document.getElementById(alamat.slice(1));
  function tampakkan(tuju) {
    const tersaring = tuju?.classList.contains("tersaring") ?? false;
    if (tersaring) cari(tuju.closest("table"), "");
    return tersaring;
  }

  function cari(tabel, kata) {
    const masukan = pencarian.get(tabel);
    if (!masukan) return;
    masukan.value = kata;
    masukan.dispatchEvent(new Event("input"));
  }

  function pengurut(tabel, baris) {
    const badan = tabel.tBodies[0];
    [...tabel.tHead.rows[0].cells].forEach((sel, kolom) => {
      const tombol = document.createElement("button");
      tombol.type = "button";
      tombol.className = "urut";
      tombol.append(...sel.childNodes);
      sel.append(tombol);
      tombol.addEventListener("click", () => {
        const kini = sel.getAttribute("aria-sort");
        const arah = kini === "ascending" ? "descending" : kini === "descending" ? "" : "ascending";
        for (const lain of tabel.tHead.rows[0].cells) lain.removeAttribute("aria-sort");
        if (arah) sel.setAttribute("aria-sort", arah);
        const tanda = arah === "descending" ? -1 : 1;
        const urut = arah
          ? [...baris].sort((a, b) => tanda * banding(a.cells[kolom].textContent.trim(), b.cells[kolom].textContent.trim()))
          : baris; // a third time: the order of the report
        badan.append(...urut);
      });
    });
  }

  for (const tabel of document.querySelectorAll("main .tabel table")) {
    const baris = [...tabel.tBodies[0].rows];
    if (baris.length < PANJANG) continue;
    pencarian.set(tabel, pencari(tabel, baris));
    const bertingkat = baris.some((satu) => satu.className || satu.cells[0].hasAttribute("style"));
    if (!bertingkat) pengurut(tabel, baris);
  }

  addEventListener("click", (acara) => {
    const tautan = acara.target.closest?.('a[href^="#"]');
    if (!tautan || acara.defaultPrevented) return;
    const tuju = milik(tautan.hash);
    tampakkan(tuju);
    // A line of the review form that counts several findings: those that name it.
    const butir = tautan.closest("tr[data-butir]");
    const tabel = butir && tuju?.matches(".tabel:has(.saringan)") && tuju.querySelector("table");
    if (!tabel) return;
    for (const pilihan of tuju.querySelectorAll(".saringan input")) pilihan.checked = true;
    cari(tabel, tabel.textContent.includes(`(${butir.dataset.butir})`) ? `(${butir.dataset.butir})` : "");
  });
  addEventListener("hashchange", () => {
    const tuju = milik(location.hash);
    if (tampakkan(tuju)) tuju.scrollIntoView();
  });
})();
