# Perintah proyek. Cukup Python 3.11 atau lebih baru, pip, dan make:
#   make report   siapkan lingkungan, lalu buat semua laporan ke outputs/
#   make test     siapkan lingkungan, lalu jalankan semua uji
# Memakai Python lain: make report PYTHON=python3.12

PYTHON = python3
VENV = .venv
BIN = $(VENV)/bin
SIAP = $(VENV)/.siap

# Kernel notebook yang dipakai selalu yang ada di dalam .venv.
export JUPYTER_PREFER_ENV_PATH = 1

.PHONY: help setup report test lint lock docs sbom clean

help:
	@sed -n 's/^#   //p' Makefile
	@echo "make lint, make docs, make sbom, make lock, make clean: lihat CONTRIBUTING.md"

setup: $(SIAP)

report: $(SIAP)
	$(BIN)/lakip build

# Uji e2e dan notebook memakai semua inti sendiri; uji unit dibagi atas dua proses. Keduanya selalu dijalankan.
test: $(SIAP)
	@gagal=0; \
	$(BIN)/python -m pytest tests/e2e tests/notebooks || gagal=1; \
	$(BIN)/python -m pytest -n 2 --doctest-modules tests/unit lakip_utils || gagal=1; \
	exit $$gagal

lint: $(SIAP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m alat.lisensi --periksa
	$(BIN)/nbstripout --verify --keep-id notebooks/laporan_*.ipynb notebooks/eksplorasi.ipynb

# Daftar komponen (CycloneDX) dari paket terkunci yang diperlukan laporan; tanpa jaringan, isi yang sama setiap kali.
sbom: $(SIAP)
	$(BIN)/python -m alat.sbom dist/sbom.cdx.json

docs: $(SIAP)
	$(BIN)/python -m lakip_utils.data.describe
	$(BIN)/python -m lakip_utils.konsistensi.jelaskan
	$(BIN)/python -m alat.lisensi

# Lingkungan: uv (berkode hash) karena cepat; pip bila uv tidak dapat dipakai. Isinya sama.
$(SIAP): requirements.lock requirements-uv.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { \
	  echo "$(PYTHON) tidak ditemukan. Pasang Python 3.11 atau lebih baru," \
	    "atau sebut letaknya: make report PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Perlu Python 3.11 atau lebih baru; $(PYTHON) adalah $$($(PYTHON) --version 2>&1)." \
	    "Pasang yang lebih baru, atau sebut letaknya: make report PYTHON=python3.12" >&2; exit 1; }
	@rm -f $@
	@versi='import sys; print(sys.version_info[:2])'; \
	test "$$($(BIN)/python -c "$$versi" 2>&1)" = "$$($(PYTHON) -c "$$versi")" || { \
	  echo "Membuat lingkungan $(VENV) …"; \
	  $(PYTHON) -m venv --clear $(VENV) || { \
	    echo "Lingkungan tidak dapat dibuat. Di Debian atau Ubuntu: apt-get install python3-venv" >&2; exit 1; }; }
	@echo "Memasang paket dari requirements.lock …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-uv.lock \
	  && $(BIN)/uv pip sync -q --python $(BIN)/python --require-hashes --compile-bytecode requirements.lock \
	  || { echo "uv tidak dapat dipakai; memasang dengan pip …" >&2; \
	    $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock; }
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-index --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q lakip_utils
	@touch $@

# Memilih ulang versi terbaru yang diizinkan pyproject.toml, untuk semua Python dan sistem operasi.
# uv export tidak menulis alamat registri ke berkasnya.
lock: $(SIAP)
	@rm -f uv.lock
	$(BIN)/uv lock -q
	$(BIN)/uv export -q --no-emit-project --all-groups --format requirements-txt -o requirements.lock
	@rm -f uv.lock
	echo 'uv>=0.9,<1' | $(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate \
	  --python-version 3.11 - -o requirements-uv.lock

clean:
	rm -rf $(VENV) outputs .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist *.egg-info
	find lakip_utils tests -name __pycache__ -type d -prune -exec rm -rf {} +
