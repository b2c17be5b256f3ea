"""Writes edits back into the YAML files: what is not edited stays as it is, byte for byte.

    edit ─ trees (what is wanted, held against the model) ─▶ splicing (which characters change) ─▶ new bytes
                                              writing (values as YAML text) ─┘
    an Undo ─ undoing (a merge of three states by lines) ─▶ new bytes

Every result is read back by the strict reader before it is given out (applying).
"""

from bot.rewriting.applying import apply
from bot.rewriting.undoing import without

__all__ = ["apply", "without"]
