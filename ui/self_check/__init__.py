"""The program's main jobs without anyone at the keyboard, on every bundled sample book.

`run` leaves in its folder:

- `self-check.txt`: each check by its name with its outcome; a line without one is where the program ended.
- `machine.log`: what differs from one computer to the next: versions, screen, fonts, pages, seconds, messages of Qt.
- `window.png`: the window with the first book.
- a folder for each book with what was saved, written and printed.
- `SHA256SUMS`: of the files that are the same on every computer.

Those are the protocol and all files of text, JSON, Excel and HTML. Not the same are pictures (fonts), Word and PDF
(they hold the moment of writing; pages break by fonts), `machine.log` and the window's `settings.ini`.
"""

from ui.self_check.run import PROTOCOL, run

__all__ = ["PROTOCOL", "run"]
