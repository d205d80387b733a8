# Tests on a terminal.
