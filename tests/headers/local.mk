# SPDX-License-Identifier: MIT
# Each public header compiles alone.
SCRIPT_TESTS += tests/headers/alone.sh
