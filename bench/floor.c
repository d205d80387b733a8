/* SPDX-License-Identifier: MIT */
/*
 * The floor: the least that a pager on ncursesw has to do. Shows a file in UTF-8 at the
 * full width of the screen, one mvadd_wchnstr a row. Space: next page; j: next row; q.
 */
#include <curses.h>
#include <fcntl.h>
#include <locale.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wchar.h>

/* Put one row of text from at on the screen; the byte behind it. */
static size_t show_row(const char *text, size_t len, size_t at, int row, cchar_t *line)
{
    int used = 0, count = 0;
    mbstate_t state = { 0 };
    while (at < len && used < COLS) {
        wchar_t wide[2] = { 0 };
        size_t bytes = mbrtowc(wide, text + at, len - at, &state);
        if (bytes == 0 || bytes > 4 || wide[0] == L'\n') {
            at++;
            break;
        }
        int width = wcwidth(wide[0]);
        if (used + width > COLS)
            break;
        at += bytes;
        if (width > 0)
            setcchar(&line[count++], wide, 0, 0, NULL);
        used += width > 0 ? width : 0;
    }
    mvadd_wchnstr(row, 0, line, count);
    if (used < COLS) {
        move(row, used);
        clrtoeol();
    }
    return at;
}

int main(int argc, char **argv)
{
    struct stat info;
    int fd = argc == 2 ? open(argv[1], O_RDONLY) : -1;
    if (fd < 0 || fstat(fd, &info) != 0 || !setlocale(LC_ALL, ""))
        return 2;
    size_t len = (size_t)info.st_size, top = 0;
    const char *text = mmap(NULL, len, PROT_READ, MAP_PRIVATE, fd, 0);
    if (text == MAP_FAILED)
        return 2;
    initscr();
    raw();
    noecho();
    cchar_t *line = calloc((size_t)COLS + 1, sizeof *line);
    for (int key = 0; key != 'q';) {
        size_t at = top, second = top;
        for (int row = 0; row < LINES; row++) {
            at = show_row(text, len, at, row, line);
            second = row == 0 ? at : second;
        }
        move(LINES - 1, 0);
        key = getch(); // which refreshes
        top = key == ' ' ? at : key == 'j' ? second : top;
    }
    endwin();
    free(line);
    return 0;
}
