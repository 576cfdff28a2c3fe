"""The rules, one module a family; every :class:`~lakip_utils.konsistensi.daftar.Uji` in them counts."""
