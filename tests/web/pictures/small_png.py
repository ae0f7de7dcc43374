"""Pictures of pages as small PNG files: a palette of 256 colours is enough for flat pages."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import Any

import numpy as np

COLOURS = 256
# The browser that drew the picture reads it back: no library of images is needed.
PIXELS = """async told => {
  const picture = await createImageBitmap(await (await fetch('data:image/png;base64,' + told)).blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height), drawn = canvas.getContext('2d');
  drawn.drawImage(picture, 0, 0);
  const bytes = drawn.getImageData(0, 0, picture.width, picture.height).data;
  let text = '';
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return [picture.width, picture.height, btoa(text)];
}"""


def small(png: bytes, browser: Any) -> bytes:
    """Return the same picture with a palette, several times smaller."""
    page = browser.new_page()
    try:
        wide, high, told = page.evaluate(PIXELS, base64.b64encode(png).decode())
    finally:
        page.close()
    pixels = np.frombuffer(base64.b64decode(told), np.uint8).reshape(-1, 4)[:, :3]
    places, palette = quantised(pixels)
    return written(places.reshape(high, wide), palette)


def quantised(pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the place of each pixel in a palette, and the palette: the colours most met, the nearest for the others.

    >>> places, palette = quantised(np.array([[0, 0, 0], [255, 255, 255], [0, 0, 0]], np.uint8))
    >>> palette[places].tolist()
    [[0, 0, 0], [255, 255, 255], [0, 0, 0]]
    """
    colours, inverse, counts = np.unique(pixels, axis=0, return_inverse=True, return_counts=True)
    palette = colours[np.argsort(-counts, kind="stable")[:COLOURS]].astype(np.int32)
    apart = [((one.astype(np.int32) - palette) ** 2).sum(axis=1) for one in colours]
    nearest = np.array([one.argmin() for one in apart], np.uint8)
    return nearest[inverse.ravel()], palette.astype(np.uint8)


def written(places: np.ndarray, palette: np.ndarray) -> bytes:
    """Return a PNG file: width, height, palette, then rows without filter."""
    high, wide = places.shape
    rows = b"".join(b"\0" + row.tobytes() for row in places)
    header = struct.pack(">IIBBBBB", wide, high, 8, 3, 0, 0, 0)
    parts = [(b"IHDR", header), (b"PLTE", palette.tobytes()), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
