/* SPDX-License-Identifier: MIT */
/* The library, without its macros `erase`, `move`, `timeout` and the like. */
#ifndef JINGDU_SRC_TERM_CURSES_API_H
#define JINGDU_SRC_TERM_CURSES_API_H

#define NCURSES_NOMACROS 1
#include <curses.h>

#endif
