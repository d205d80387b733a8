# SPDX-License-Identifier: MIT
# The rules of the house, held against the tree.
SCRIPT_TESTS += tests/rules/layers.sh tests/rules/glossary_page.sh
EXTRA_DIST += tools/check-layers
