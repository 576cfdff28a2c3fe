// Lembar reviu: keep a reviewer's ticks and notes in this browser, export and import them as a file.
// Without this script the form can be filled in and printed; nothing is kept.
(() => {
  "use strict";
  const utama = document.querySelector("main[data-laporan]");
  const lembar = utama?.querySelector(".lembar");
  if (!lembar) return;
  const { laporan, sidik } = utama.dataset;
  const AWALAN = `lakip-reviu/${laporan}/`;
  const KUNCI = AWALAN + sidik;
  const baris = new Map([...lembar.querySelectorAll("tr[data-butir]")].map((satu) => [satu.dataset.butir, satu]));
  let isi = { pereviu: "", tanggal: "", butir: {}, catatan: [] };

  const unsur = (nama, sifat, ...anak) => {
    const hasil = Object.assign(document.createElement(nama), sifat);
    hasil.append(...anak);
    return hasil;
  };
  const tombol = (teks, kerja) => unsur("button", { type: "button", className: "tambah layar", onclick: kerja }, teks);
  const pesan = unsur("p", { role: "status" });
  const jumlah = unsur("p");
  const lepas = unsur("div");
  const jawaban = (kode) => (isi.butir[kode] ??= { jawaban: "", catatan: "" });
  const berkas = () => ({ format: "lakip-reviu", versi: 1, laporan, sidik, judul: document.title, ...isi });

  function sah(benar, kata = "isinya tidak sah") {
    if (!benar) throw new Error(kata);
  }
  function teks(nilai, panjang = 5000) {
    sah(typeof nilai === "string" && nilai.length <= panjang);
    return nilai;
  }

  // A file is a stranger's data: only what we know is taken over, as text.
  function bersih(asal) {
    sah(asal?.format === "lakip-reviu" && asal.versi === 1, "bukan berkas catatan reviu");
    sah(asal.laporan === laporan, "berkas ini untuk laporan lain");
    sah(Array.isArray(asal.catatan) && asal.catatan.length <= 2000);
    const butir = {};
    for (const kode of baris.keys()) {
      const satu = asal.butir?.[kode];
      if (!satu) continue;
      sah(["", "ya", "tidak"].includes(satu.jawaban));
      butir[kode] = { jawaban: satu.jawaban, catatan: teks(satu.catatan) };
    }
    const catatan = asal.catatan.map((satu) => ({
      jangkar: teks(satu.jangkar, 200),
      tempat: teks(satu.tempat, 300),
      uraian: teks(satu.uraian),
      rekomendasi: teks(satu.rekomendasi),
      pereviu: teks(satu.pereviu, 200),
      jawaban: ["ya", "tidak"].includes(satu.jawaban) ? satu.jawaban : "",
    }));
    return { pereviu: teks(asal.pereviu, 200), tanggal: teks(asal.tanggal, 10), butir, catatan };
  }

  function simpan() {
    try {
      localStorage.setItem(KUNCI, JSON.stringify(berkas()));
    } catch {
      pesan.textContent = "Peramban ini tidak dapat menyimpan. Ekspor catatan sebelum halaman ditutup.";
    }
    const dijawab = Object.values(isi.butir).filter((satu) => satu.jawaban).length;
    jumlah.textContent = `${dijawab} dari ${baris.size} butir dijawab; ${isi.catatan.length} catatan lain.`;
  }

  const orang = (nama) => nama.trim().replace(/\s+/g, " ").toLowerCase();
  const saya = (nama) => orang(nama) === orang(isi.pereviu);
  const cocok = (satu, dua) => !satu || !dua || satu === dua;

  // Take over what is missing here of the same reviewer. What differs, and all of another's, is kept beside as notes.
  function gabung(lain) {
    sah(isi.pereviu.trim() || !lain.pereviu.trim(), "isi nama Anda sebagai pereviu dahulu, supaya jelas catatan siapa yang diimpor");
    const milik = saya(lain.pereviu);
    const semula = isi.catatan.length;
    let terisi = 0;
    if (milik) isi.tanggal ||= lain.tanggal;
    const tambah = (satu) => {
      const pemilik = satu.pereviu || lain.pereviu;
      const catatan = { rekomendasi: "", jawaban: "", ...satu, pereviu: saya(pemilik) ? "" : pemilik };
      const sama = (ada) => ["jangkar", "uraian", "rekomendasi", "pereviu", "jawaban"].every((nama) => ada[nama] === catatan[nama]);
      if (!isi.catatan.some(sama)) isi.catatan.push(catatan);
    };
    for (const [kode, satu] of Object.entries(lain.butir)) {
      const kini = jawaban(kode);
      if (milik && cocok(kini.jawaban, satu.jawaban) && cocok(kini.catatan, satu.catatan)) {
        if ((satu.jawaban && !kini.jawaban) || (satu.catatan && !kini.catatan)) terisi += 1;
        kini.jawaban ||= satu.jawaban;
        kini.catatan ||= satu.catatan;
      } else if (satu.jawaban || satu.catatan) {
        tambah({ jangkar: baris.get(kode).id, tempat: `Lembar reviu ${kode}`, uraian: satu.catatan, jawaban: satu.jawaban });
      }
    }
    lain.catatan.forEach(tambah);
    tampil();
    const banyak = `${isi.catatan.length - semula} catatan ditambahkan`;
    return milik ? `${terisi} butir diisi, ${banyak}.` : `${banyak}, atas nama ${lain.pereviu}.`;
  }

  const rapi = (...unsur_) => unsur_.map((satu) => satu?.textContent ?? "").join(" ").replace(/\s+/g, " ").trim().slice(0, 300);
  function sebutan(tempat) {
    if (tempat.matches("figure")) return rapi(tempat.querySelector(".nomor-gambar"), tempat.querySelector(".pesan"));
    return rapi(tempat.cells?.[0] ?? tempat.querySelector(".lekat") ?? tempat);
  }
  const namaTempat = new Map(); // of the places that can have notes, before any stand there

  // A single figure: its note stands at its table, chart or section and names it.
  function tempatAngka(angka) {
    const sel = angka.closest("td, th");
    const kolom = sel?.closest("table").tHead?.rows[0].cells[sel.cellIndex];
    const butir = sel && [sel.parentElement.cells[0], kolom].filter((satu) => satu !== sel).map((satu) => rapi(satu)).join(", ");
    const judul = [...namaTempat.keys()].filter((satu) => satu.matches("h2, h3, h4") && satu.compareDocumentPosition(angka) & 4);
    const induk = angka.closest("tr[data-golongan][id], figure, .tabel") ?? judul.at(-1);
    return [induk, `Angka ${rapi(angka)}${butir ? ` (${butir})` : ""}, ${namaTempat.get(induk)}`.slice(0, 300)];
  }

  function lukis(satu) {
    const ada = document.getElementById(satu.jangkar);
    const tempat = namaTempat.has(ada) || baris.get(ada?.dataset?.butir) === ada ? ada ?? lepas : lepas;
    const kotak = unsur("div", { className: "catatan-pereviu" });
    if (!tempat.dataset.butir && satu.tempat !== namaTempat.get(tempat)) kotak.append(unsur("p", {}, satu.tempat));
    const siapa = [satu.pereviu && `Pereviu: ${satu.pereviu}`, satu.jawaban && `${satu.pereviu ? "jawaban" : "Jawaban lain"}: ${satu.jawaban}`];
    if (siapa.some(Boolean)) kotak.append(unsur("p", {}, siapa.filter(Boolean).join(", ")));
    for (const [nama, label] of [["uraian", "Catatan"], ["rekomendasi", "Rekomendasi"]]) {
      if ((satu.pereviu || satu.jawaban) && !satu[nama]) continue;
      const oninput = ({ target }) => {
        satu[nama] = target.value;
        simpan();
      };
      kotak.append(unsur("label", {}, label, unsur("textarea", { rows: 1, maxLength: 5000, placeholder: " ", value: satu[nama], readOnly: !!satu.pereviu, oninput })));
    }
    const hapus = () => {
      if ((satu.uraian || satu.rekomendasi || satu.jawaban) && !confirm("Hapus catatan ini?")) return;
      isi.catatan.splice(isi.catatan.indexOf(satu), 1);
      kotak.remove();
      simpan();
    };
    kotak.append(tombol("Hapus catatan", hapus));
    if (tempat.cells) [...tempat.cells].at(tempat.dataset.butir ? -1 : 0).append(kotak);
    else if (tempat.matches("h2, h3, h4")) tempat.after(kotak);
    else tempat.append(kotak);
    return kotak;
  }

  function catat(tempat, sebut = namaTempat.get(tempat)) {
    isi.catatan.push({ jangkar: tempat.id, tempat: sebut, uraian: "", rekomendasi: "", pereviu: "", jawaban: "" });
    lukis(isi.catatan.at(-1)).querySelector("textarea").focus();
    simpan();
  }

  function tampil() {
    for (const nama of ["pereviu", "tanggal"]) lembar.querySelector(`[data-isian=${nama}]`).value = isi[nama];
    for (const [kode, satu] of baris) {
      const milik = isi.butir[kode];
      for (const masukan of satu.querySelectorAll("[type=checkbox]")) masukan.checked = milik?.jawaban === masukan.dataset.isian;
      satu.querySelector("textarea").value = milik?.catatan ?? "";
    }
    for (const satu of utama.querySelectorAll(".catatan-pereviu")) satu.remove();
    isi.catatan.forEach(lukis);
    simpan();
  }

  lembar.addEventListener("input", ({ target }) => {
    const nama = target.dataset.isian;
    const satu = target.closest("tr")?.dataset.butir;
    if (!nama) return;
    if (!satu) isi[nama] = target.value;
    else if (nama === "catatan") jawaban(satu).catatan = target.value;
    else {
      jawaban(satu).jawaban = target.checked ? nama : "";
      for (const lain of baris.get(satu).querySelectorAll("[type=checkbox]")) if (lain !== target) lain.checked = false;
    }
    simpan();
  });

  for (const tempat of utama.querySelectorAll("h2, h3, h4, tr[data-golongan][id]:not(.grup), figure, .tabel")) {
    namaTempat.set(tempat, sebutan(tempat));
    const tambah = tombol("Tambah catatan", () => catat(tempat));
    tambah.ariaLabel = `Tambah catatan: ${namaTempat.get(tempat).slice(0, 80)}`;
    if (tempat.matches("h2, h3, h4")) tempat.before(tambah);
    else (tempat.cells?.[0] ?? tempat).append(tambah);
  }

  utama.addEventListener("catat-angka", ({ target }) => catat(...tempatAngka(target)));

  const ekspor = () => {
    if (!isi.pereviu.trim()) {
      pesan.textContent = "Isi nama pereviu dahulu.";
      return;
    }
    const href = URL.createObjectURL(new Blob([JSON.stringify(berkas(), null, 1)], { type: "application/json" }));
    const download = `reviu-${laporan}-${isi.pereviu}`.toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 100).replace(/-$/, "");
    unsur("a", { href, download: `${download}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 9999);
    pesan.textContent = "Catatan diekspor. Kirimkan berkasnya kepada penyusun laporan.";
  };

  const impor = async ({ target }) => {
    const kabar = [];
    for (const satu of target.files) {
      try {
        sah(satu.size <= 2e6, "terlalu besar");
        const asal = JSON.parse(await satu.text());
        const lain = bersih(asal);
        sah(lain.pereviu.trim(), "tanpa nama pereviu");
        kabar.push(`${satu.name}: ${gabung(lain)}${asal.sidik === sidik ? "" : " Berkas ini dari versi lain laporan."}`);
      } catch (galat) {
        kabar.push(`${satu.name} tidak diimpor: ${galat instanceof SyntaxError ? "bukan JSON" : galat.message}.`);
      }
    }
    target.value = "";
    pesan.textContent = kabar.join(" ");
  };

  const muat = (kunci) => {
    try {
      return bersih(JSON.parse(localStorage.getItem(kunci)));
    } catch {
      return null;
    }
  };
  const mulai = () => {
    isi = muat(KUNCI) ?? isi;
    tampil();
  };
  // The same report in another tab: both show what was written last.
  addEventListener("storage", ({ key }) => key === KUNCI && mulai());

  const alat = lembar.querySelector(".alat-reviu");
  const berkasImpor = unsur("input", { type: "file", accept: ".json", multiple: true, onchange: impor });
  alat.append(tombol("Ekspor catatan", ekspor), unsur("label", {}, "Impor catatan ", berkasImpor), jumlah, pesan);
  alat.hidden = false;
  lembar.append(lepas);
  mulai();

  // A newer version of the report does not lose the notes of an older one.
  try {
    const lama = Object.keys(localStorage).filter((kunci) => kunci.startsWith(AWALAN) && kunci !== KUNCI);
    const kosong = () => !isi.pereviu.trim() && !isi.catatan.length && !Object.values(isi.butir).some((satu) => satu.jawaban || satu.catatan);
    const ambil = () => {
      try {
        for (const satu of lama.map(muat).filter(Boolean)) {
          if (kosong()) isi.pereviu = satu.pereviu;
          gabung(satu);
        }
      } catch (galat) {
        pesan.textContent = `Belum diambil: ${galat.message}.`;
      }
    };
    if (lama.length) jumlah.before(tombol("Ambil catatan dari versi sebelumnya", ambil));
  } catch {} // storage is blocked: saving said so
})();
