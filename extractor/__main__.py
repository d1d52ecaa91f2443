"""``python -m extractor``: the same as the console command."""

import sys

from extractor.cli.main import main

sys.exit(main())
