"""The icon of the Windows program, and the picture at the installer's side."""

import struct
import sys
from pathlib import Path

from PySide6.QtGui import QImage, QImageReader

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "packaging/windows"))

from make_pictures import SIZES, draw, main  # noqa: E402

SVG = ROOT / "resources/icons/jimu.svg"


def test_every_size_reads_back_as_it_was_drawn(tmp_path: Path) -> None:
    main(SVG, tmp_path)
    reader = QImageReader(str(tmp_path / "jimu.ico"))
    assert reader.imageCount() == len(SIZES)
    for number, side in enumerate(SIZES):
        reader.jumpToImage(number)
        read = reader.read().convertToFormat(QImage.Format.Format_ARGB32)
        assert read == draw(SVG, side)


def test_small_sizes_are_bitmaps_and_the_largest_a_png(tmp_path: Path) -> None:
    main(SVG, tmp_path)
    data = (tmp_path / "jimu.ico").read_bytes()
    starts = []
    for number in range(len(SIZES)):
        length, place = struct.unpack_from("<II", data, 6 + 16 * number + 8)
        assert place + length <= len(data)
        starts.append(data[place : place + 4])
    assert starts == [struct.pack("<I", 40)] * (len(SIZES) - 1) + [b"\x89PNG"]


def test_the_side_picture_is_a_bitmap_with_the_icon(tmp_path: Path) -> None:
    main(SVG, tmp_path)
    picture = QImage(str(tmp_path / "side.bmp"), "BMP")
    colours = {
        picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())
    }
    assert (picture.width(), picture.height()) == (164, 314)
    assert "#ffffff" in colours
    assert picture.pixelColor(0, 0) == draw(SVG, 96).pixelColor(48, 12)
