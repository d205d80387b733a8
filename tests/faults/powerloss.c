/* SPDX-License-Identifier: MIT */
/*
 * The power fails at every operation of every deed, some times over with other luck, and
 * what the disk has then is opened again. JD_FULL=1: seven kinds of luck, else one.
 */
#include "jingdu/base/buf.h"
#include "tests/faults/deeds.h"
#include "tests/faults/disk.h"
#include "tests/support/home.h"
#include "tests/support/run.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { LUCKS_FULL = 7, POINTS_FULL = 2000, POINTS_QUICK = 200 };

struct outage {
    struct jd_disk *disk;
    int deed;
    struct jd_deed_log log;
    bool is_full;
    bool lies;
    char cut[PATH_MAX]; /* the folder for what is left */
    unsigned operations, points, lost, corrupt;
};

static void report(const struct outage *outage, int luck, const char *why)
{
    if (!outage->lies && outage->lost + outage->corrupt < 20)
        printf("# %s, operation %u, luck %d: %s\n", jd_deed_name(outage->deed),
               outage->operations, luck, why);
}

static void cut_once(struct outage *outage, int luck)
{
    char path[PATH_MAX + 16];
    struct jd_buf why = JD_BUF_INIT;
    snprintf(path, sizeof path, "%s/jingdu.db", outage->cut);
    mkdir(outage->cut, 0700);
    jd_disk_cut(outage->disk, outage->cut, luck, outage->operations);
    enum jd_deed_verdict verdict = jd_deed_check(outage->deed, path, outage->log, &why);
    outage->points++;
    outage->lost += verdict == JD_DEED_LOST;
    outage->corrupt += verdict == JD_DEED_CORRUPT;
    if (verdict != JD_DEED_KEPT)
        report(outage, luck, why.data);
    jd_buf_release(&why);
    jd_home_remove_tree(outage->cut);
}

static void cut(void *context)
{
    struct outage *outage = context;
    outage->operations++;
    jd_disk_set_default(outage->disk, false);
    for (int luck = 0; luck < LUCKS_FULL; luck++)
        if (outage->is_full || luck == JD_DISK_HALF)
            cut_once(outage, luck);
    jd_disk_set_default(outage->disk, true);
}

/* The deed on a disk of its own; the figures are added. */
static void outages_of(struct outage *outage, int deed)
{
    char folder[PATH_MAX / 2], path[PATH_MAX];
    struct jd_error err = JD_ERROR_INIT;
    struct jd_store *store = NULL;
    struct jd_buf notice = JD_BUF_INIT;
    snprintf(folder, sizeof folder, "%s/%s", jd_home_path(), jd_deed_name(deed));
    snprintf(path, sizeof path, "%s/jingdu.db", folder);
    snprintf(outage->cut, sizeof outage->cut, "%s/cut", jd_home_path());
    mkdir(folder, 0700);
    ck_assert_msg(jd_deed_prepare(deed, path, &err), "%s", err.message);
    outage->deed = deed;
    outage->log = (struct jd_deed_log){ 0, 0 };
    outage->operations = 0;
    outage->disk = jd_disk_insert(path, outage->lies, cut, outage);
    jd_store_open(path, &store, &notice);
    for (int step = 0; step < JD_DEED_STEPS; step++) {
        outage->log.asked |= 1U << step;
        ck_assert_msg(jd_deed_do(store, deed, step, &err), "%s", err.message);
        outage->log.acked |= 1U << step;
    }
    jd_store_close(store);
    jd_disk_eject(outage->disk);
    ck_assert_uint_eq(notice.len, 0);
    jd_buf_release(&notice);
    jd_home_remove_tree(folder);
}

static struct outage all_outages(bool lies)
{
    struct outage outage = { .is_full = getenv("JD_FULL") && !lies, .lies = lies };
    for (int deed = 0; deed < JD_DEED_COUNT; deed++)
        outages_of(&outage, deed);
    printf("# %s: %u crash points, %u lost, %u corrupt\n",
           lies ? "a disk that does not sync" : "power cuts", outage.points, outage.lost,
           outage.corrupt);
    fflush(stdout);
    return outage;
}

START_TEST(what_was_acknowledged_survives_a_power_cut_at_any_operation)
{
    struct outage outage = all_outages(false);
    ck_assert_uint_ge(outage.points, outage.is_full ? POINTS_FULL : POINTS_QUICK);
    ck_assert_uint_eq(outage.lost, 0);
    ck_assert_uint_eq(outage.corrupt, 0);
}
END_TEST

START_TEST(a_disk_that_does_not_sync_is_noticed_by_this_test)
{
    struct outage outage = all_outages(true);
    ck_assert_uint_ge(outage.lost + outage.corrupt, outage.points / 4);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("faults/powerloss");
    TCase *tcase = tcase_create("power cuts");
    tcase_set_timeout(tcase, 600);
    tcase_add_unchecked_fixture(tcase, jd_home_make, jd_home_remove);
    tcase_add_test(tcase, what_was_acknowledged_survives_a_power_cut_at_any_operation);
    tcase_add_test(tcase, a_disk_that_does_not_sync_is_noticed_by_this_test);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("faults/powerloss", make_suite());
}
