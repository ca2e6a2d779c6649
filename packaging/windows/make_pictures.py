"""The program's icon for Windows, in all sizes that its shell shows, and the picture at the side of the installer.

Usage: make_pictures.py resources/icons/jimu.svg FOLDER; writes jimu.ico and side.bmp.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""In pixels: lists, task bar and desktop at 100, 125, 150 and 200 percent."""
_PNG_FROM = 256
"""Smaller pictures are bitmaps, which every program that reads icons understands."""

_SIDE = (164, 314)
"""What the installer's last page has room for, in pixels."""
_SIDE_ICON = 96


def icon_file(pictures: list[QImage]) -> bytes:
    """An .ico file. Its directory tells of each picture: width, height, bits per pixel, length, place."""
    bodies = [_png(picture) if picture.width() >= _PNG_FROM else _bitmap(picture) for picture in pictures]
    place = 6 + 16 * len(bodies)
    directory = struct.pack("<HHH", 0, 1, len(bodies))
    for picture, body in zip(pictures, bodies, strict=True):
        side = picture.width() % 256  # 256 is written as 0
        directory += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(body), place)
        place += len(body)
    return directory + b"".join(bodies)


def draw(svg: Path, side: int) -> QImage:
    """The picture in a square of so many pixels."""
    picture = QImage(side, side, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(svg)).render(painter)
    painter.end()
    return picture


def _bitmap(picture: QImage) -> bytes:
    """A bitmap as icons hold it: lines from below, twice the height for a mask that alpha makes needless."""
    side = picture.width()
    header = struct.pack("<IiiHHIIiiII", 40, side, 2 * side, 1, 32, 0, 0, 0, 0, 0, 0)
    mask = bytes((side + 31) // 32 * 4 * side)
    from_below = picture.flipped(Qt.Orientation.Vertical)  # by name, for its bits live no longer than it does
    return header + bytes(from_below.constBits()) + mask


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return buffer.data().data()


def side_picture(svg: Path) -> QImage:
    """The icon on a field of its own colour."""
    picture = QImage(*_SIDE, QImage.Format.Format_RGB32)
    picture.fill(QColor(draw(svg, _SIDE_ICON).pixelColor(_SIDE_ICON // 2, _SIDE_ICON // 8)))
    left, top = (_SIDE[0] - _SIDE_ICON) / 2, (_SIDE[1] - _SIDE_ICON) / 3
    painter = QPainter(picture)
    QSvgRenderer(str(svg)).render(painter, QRectF(left, top, _SIDE_ICON, _SIDE_ICON))
    painter.end()
    return picture


def main(svg: Path, folder: Path) -> None:
    (folder / "jimu.ico").write_bytes(icon_file([draw(svg, side) for side in SIZES]))
    if not side_picture(svg).save(str(folder / "side.bmp")):
        raise OSError(f"cannot write {folder / 'side.bmp'}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
