/* SPDX-License-Identifier: MIT */
/*
 * A disk whose power may fail at any operation. It stands between SQLite and the system
 * as the default VFS, lets everything through, and keeps account of what has been synced.
 * Of what has not, any part may be there after a power cut and any other not: each
 * 512-byte sector of a write, each change of length, each name made or taken away.
 */
#ifndef JINGDU_TESTS_FAULTS_DISK_H
#define JINGDU_TESTS_FAULTS_DISK_H

#include <stdbool.h>
#include <stdint.h>

struct jd_disk;

/*
 * Take the place of the default VFS; the file at path, if there is one, is on the disk.
 * before is called ahead of each operation that changes something. lies: a sync does
 * nothing and reports success, which is synchronous=OFF as the disk sees it.
 */
struct jd_disk *jd_disk_insert(const char *path, bool lies, void (*before)(void *context),
                               void *context);
void jd_disk_eject(struct jd_disk *disk);

/* While out, files are opened past it. */
void jd_disk_set_default(struct jd_disk *disk, bool is_default);

/* What survives of that which is not synced. */
enum jd_disk_luck {
    JD_DISK_NOTHING,
    JD_DISK_ALL,
    JD_DISK_HALF /* and above: other halves */
};

/* Write the files as they are after a power cut at this moment into folder, which exists;
 * draw: another number is other luck of the same kind. */
void jd_disk_cut(const struct jd_disk *disk, const char *folder, int luck, uint64_t draw);

#endif
