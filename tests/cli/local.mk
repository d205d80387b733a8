# SPDX-License-Identifier: MIT
# The program as seen from a shell: one case is a handful of files, see run.sh.
SCRIPT_TESTS += tests/cli/run.sh tests/cli/seed.sh tests/cli/streams.sh
EXTRA_DIST += tests/cli/cases
