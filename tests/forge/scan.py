"""A PDF made into a scan: pages as pictures, askew, noisy, compressed, from a seed."""

from __future__ import annotations

import io
import random

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

DPI = 200


def scanned(pdf: bytes, seed: int = 0, *, skew: float = 1.0, noise: float = 12.0) -> bytes:
    """Return the pages of ``pdf`` as a scanner gives them, in a PDF of JPEG pictures.

    Each page is turned by up to ``skew`` degrees; ``noise`` is the deviation of its grey levels.
    """
    pages = [picture(pdf, index, seed, skew=skew, noise=noise) for index in range(_count(pdf))]
    made = io.BytesIO()
    pages[0].save(made, "PDF", save_all=True, append_images=pages[1:], resolution=DPI, quality=75)
    return made.getvalue()


def picture(
    pdf: bytes, index: int, seed: int = 0, *, skew: float = 1.0, noise: float = 12.0
) -> Image.Image:
    """Return one page as a scanner gives it."""
    rng = random.Random(f"scan/{seed}/{index}")
    document = pypdfium2.PdfDocument(pdf)
    page = document[index].render(scale=DPI / 72).to_pil().convert("RGB")
    angle = rng.uniform(-skew, skew)
    page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(250, 250, 247))
    page = page.filter(ImageFilter.GaussianBlur(0.6))
    grain = np.random.default_rng([seed, index]).normal(0, noise, (page.height, page.width, 1))
    levels = np.asarray(page, dtype=np.float64) * 0.94 + 8 + grain
    return Image.fromarray(levels.clip(0, 255).astype(np.uint8))


def _count(pdf: bytes) -> int:
    return len(pypdfium2.PdfDocument(pdf))
