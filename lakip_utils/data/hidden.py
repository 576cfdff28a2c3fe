"""Characters that no text of the data may hold: what is read must be what stands there."""

from __future__ import annotations

import re

DIRECTION = "\u202a-\u202e\u2066-\u2069"
"""Embeddings, overrides and isolates of writing direction: they show ``12,34`` as ``43,21``.

The marks U+200E and U+200F turn nothing round and are allowed; a right-to-left name needs no more.
"""
HIDDEN = re.compile(
    rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f{DIRECTION}\U000e0000-\U000e007f\ud800-\udfff]"
)
"""Control characters, which break PDF and steer terminals; marks of direction; invisible tags; half characters."""
