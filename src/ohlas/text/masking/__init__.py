"""Personal data in comments: hidden from those without the right, restored for those with it."""

from ohlas.text.masking.masking import KINDS, Masked, Span, mask, mask_tokens, unmask

__all__ = ["KINDS", "Masked", "Span", "mask", "mask_tokens", "unmask"]
