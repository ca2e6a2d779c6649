"""How generated tests run: no deadlines, for machines waver; the same examples every time where CI runs them."""

import os

from hypothesis import settings

settings.register_profile("developing", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "developing")
