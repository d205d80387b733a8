/* SPDX-License-Identifier: MIT */
/*
 * Files: read whole, map read-only, gather a pipe, and the XDG base directories.
 * Mapped files are guarded: when a file shrinks under us, the pages that are gone read as
 * zeros and jd_map_has_shrunk says so, instead of SIGBUS ending the program.
 */
#ifndef JINGDU_BASE_FILE_H
#define JINGDU_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/error.h"
#include "jingdu/base/str.h"

/*
 * Append the whole of a regular file or pipe to into. Fails with JD_ERR_LIMIT when it has
 * more than limit bytes, JD_ERR_NOT_FOUND when there is no such file, JD_ERR_IO else
 * (a directory is EISDIR). On failure into is as it was.
 */
bool jd_file_read(const char *path, size_t limit, struct jd_buf *into,
                  struct jd_error *err) JD_MUST_USE;

/* The same from an open descriptor, which stays open; name is for messages. */
bool jd_file_read_fd(int fd, const char *name, size_t limit, struct jd_buf *into,
                     struct jd_error *err) JD_MUST_USE;

/*
 * Open for reading with O_CLOEXEC. Returns the descriptor, or -1 with err set
 * (JD_ERR_NOT_FOUND, or JD_ERR_IO for a directory or no permission). Never blocks on a
 * FIFO that has no writer: such a file is opened, and reads as empty.
 */
int jd_file_open(const char *path, struct jd_error *err) JD_MUST_USE;

/* A file without a name that disappears with its last descriptor; -1 with err set. */
int jd_file_temporary(struct jd_error *err) JD_MUST_USE;

/* Write all bytes, going on after EINTR and short writes. */
bool jd_file_write_all(int fd, struct jd_str bytes, struct jd_error *err) JD_MUST_USE;

/* A read-only mapping. len 0 has data "" and maps nothing. */
struct jd_map {
    const char *data;
    size_t len;
    int slot; /* its place in the SIGBUS table; -1 when nothing is mapped */
};

#define JD_MAP_INIT                                                                      \
    {                                                                                    \
        .data = "", .len = 0, .slot = -1                                                 \
    }

/*
 * Map the first len bytes of fd (which may be closed afterwards). At most 16 maps are
 * guarded at a time; a further one fails with JD_ERR_LIMIT.
 */
bool jd_map_open(int fd, size_t len, struct jd_map *map,
                 struct jd_error *err) JD_MUST_USE;
void jd_map_close(struct jd_map *map);
bool jd_map_has_shrunk(const struct jd_map *map);

/*
 * Make the folder at path and those above it, with mode 0700. Fails (JD_ERR_IO) when one
 * of them is no folder, or when path itself is a symbolic link or belongs to somebody
 * else.
 */
bool jd_file_make_folder(const char *path, struct jd_error *err) JD_MUST_USE;

/*
 * Put bytes in the place of the file at path: written beside it (mode 0600), synced,
 * renamed, the folder synced. After a failure the old file is as it was; or, when nothing
 * but the last of these steps failed, the new one is there whole.
 */
bool jd_file_replace(const char *path, struct jd_str bytes,
                     struct jd_error *err) JD_MUST_USE;

/* Append the absolute path without symbolic links; of a file that is not there, the
 * current folder and path. */
void jd_file_absolute(const char *path, struct jd_buf *into);

enum jd_xdg { JD_XDG_CONFIG, JD_XDG_DATA, JD_XDG_CACHE, JD_XDG_STATE };

/*
 * Set into to "<base>/jingdu/<rest>" for this kind of file. A relative or empty variable
 * counts as unset (XDG base directory specification 0.8); false when HOME is missing too.
 */
bool jd_file_xdg(enum jd_xdg kind, const char *rest, struct jd_buf *into) JD_MUST_USE;

#endif
