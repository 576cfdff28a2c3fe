"""Characters that no text of the data may hold: what is read must be what stands there."""

from __future__ import annotations

import re

HIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f\ud800-\udfff]"
)
"""Control characters, which break PDF and steer terminals; invisible tags; half characters; and embeddings,
overrides and isolates of writing direction, which show ``12,34`` as ``43,21``. The marks U+200E and U+200F
turn nothing round and are allowed; a right-to-left name needs no more.
"""
