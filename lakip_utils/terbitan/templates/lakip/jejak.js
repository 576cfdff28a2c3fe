// Jejak angka: show where a figure comes from beside it, on hover, focus or tap.
// Without this script the figure is a link to its row in the list of origins.
(() => {
  "use strict";
  const angka = [...document.querySelectorAll("main a.angka")];
  if (!angka.length || !HTMLElement.prototype.showPopover) return;

  const kotak = document.createElement("div");
  kotak.className = "jejak";
  kotak.id = "_jejak";
  kotak.popover = "manual";
  kotak.setAttribute("role", "dialog");
  kotak.ariaLabel = "Asal angka";
  document.body.append(kotak);
  let kini = null;
  let tetap = false; // pinned by a tap or Enter: stays until it is dismissed
  let tunda = 0;
  let diam = false; // the focus comes back: do not open again

  const unsur = (nama, teks) => {
    const hasil = document.createElement(nama);
    hasil.textContent = teks;
    return hasil;
  };

  function isi(satu) {
    const butir = satu.dataset.asal.split("\n");
    // A figure that was computed has its formula first; a cell names its file and row.
    const rumus = / baris \d/.test(butir[0]) ? "Seperti di data" : butir.shift();
    const daftar = document.createElement("ul");
    daftar.append(...butir.map((teks) => unsur("li", teks)));
    const kaki = document.createElement("p");
    const tautan = unsur("a", "Lihat di lampiran Jejak angka");
    tautan.href = satu.getAttribute("href");
    tautan.addEventListener("click", tutup);
    kaki.append(tautan);
    if (document.querySelector(".alat-reviu:not([hidden])")) {
      const catat = unsur("button", "Catat angka ini");
      catat.type = "button";
      catat.className = "tambah";
      catat.addEventListener("click", () => {
        tutup();
        satu.dispatchEvent(new CustomEvent("catat-angka", { bubbles: true }));
      });
      kaki.append(" ", catat);
    }
    const kepala = document.createElement("p");
    kepala.append(unsur("strong", rumus));
    kotak.replaceChildren(kepala, daftar, kaki);
  }

  function buka(satu) {
    if (kini && kini !== satu) tutup();
    kini = satu;
    isi(satu);
    kotak.showPopover();
    satu.setAttribute("aria-expanded", "true");
    satu.setAttribute("aria-describedby", kotak.id);
    const letak = satu.getBoundingClientRect();
    const tinggi = kotak.offsetHeight;
    const muat = letak.bottom + tinggi + 16 < innerHeight || letak.top < tinggi + 16;
    const kiri = Math.min(letak.left, innerWidth - kotak.offsetWidth - 16);
    kotak.style.left = `${Math.max(16, kiri) + scrollX}px`;
    kotak.style.top = `${(muat ? letak.bottom + 6 : letak.top - tinggi - 6) + scrollY}px`;
  }

  function tutup() {
    clearTimeout(tunda);
    tetap = false;
    if (!kini) return;
    kini.removeAttribute("aria-expanded");
    kini.removeAttribute("aria-describedby");
    kini = null;
    kotak.hidePopover();
  }

  const nanti = (kerja, lama) => {
    clearTimeout(tunda);
    tunda = setTimeout(kerja, lama);
  };
  const pudar = () => {
    if (!tetap) nanti(tutup, 200);
  };
  kotak.addEventListener("pointerenter", () => clearTimeout(tunda));
  kotak.addEventListener("pointerleave", pudar);
  // Enter leads into the box; Tab and Escape lead back to the figure.
  kotak.addEventListener("keydown", (kejadian) => {
    const isian = [...kotak.querySelectorAll("a, button")];
    const keluar = kejadian.key === "Tab" && kejadian.target === (kejadian.shiftKey ? isian[0] : isian.at(-1));
    if (!keluar && kejadian.key !== "Escape") return;
    kejadian.preventDefault();
    kejadian.stopPropagation();
    const asal = kini;
    tutup();
    diam = true;
    asal.focus();
    diam = false;
  });

  // One stop of the Tab key for each paragraph, list or table; arrow keys go on from there.
  const kelompok = new Map();
  for (const satu of angka) {
    satu.dataset.asal = satu.title;
    satu.removeAttribute("title");
    satu.setAttribute("aria-controls", kotak.id);
    const induk = satu.closest("table, ul, ol, p, figure") ?? document.body;
    if (!kelompok.has(induk)) kelompok.set(induk, []);
    kelompok.get(induk).push(satu);
    satu.tabIndex = kelompok.get(induk).length === 1 ? 0 : -1;

    satu.addEventListener("pointerenter", (kejadian) => {
      if (kejadian.pointerType === "mouse" && !tetap) nanti(() => buka(satu), 250);
    });
    satu.addEventListener("pointerleave", pudar);
    satu.addEventListener("focus", () => {
      for (const lain of kelompok.get(induk)) lain.tabIndex = lain === satu ? 0 : -1;
      if (!diam && satu.matches(":focus-visible")) buka(satu);
    });
    satu.addEventListener("blur", (kejadian) => {
      if (!kotak.contains(kejadian.relatedTarget)) tutup();
    });
    satu.addEventListener("click", (kejadian) => {
      if (kejadian.ctrlKey || kejadian.metaKey || kejadian.shiftKey) return;
      kejadian.preventDefault();
      const lagi = tetap && kini === satu;
      tutup();
      if (lagi) return;
      buka(satu);
      tetap = true;
      if (!kejadian.detail) kotak.querySelector("a").focus(); // by the keyboard
    });
    satu.addEventListener("keydown", (kejadian) => {
      const arah = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[kejadian.key];
      if (!arah) return;
      kejadian.preventDefault();
      const kolom = satu.closest("td, th")?.cellIndex;
      const tegak = kolom !== undefined && /Down|Up/.test(kejadian.key); // down a column of a table
      const seberang = (lain) => lain === satu || lain.closest("td, th").cellIndex === kolom;
      const tampak = kelompok.get(induk).filter((lain) => lain.offsetParent && (!tegak || seberang(lain)));
      tampak[(tampak.indexOf(satu) + arah + tampak.length) % tampak.length].focus();
    });
  }

  document.addEventListener("keydown", (kejadian) => {
    if (kejadian.key === "Escape") tutup();
  });
  document.addEventListener("click", (kejadian) => {
    if (tetap && !kejadian.target.closest(".jejak, a.angka")) tutup();
  });
})();
