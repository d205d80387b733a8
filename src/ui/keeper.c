/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/keeper.h"

#include "jingdu/base/clock.h"

#include "jingdu/base/banned.h"

enum { SAVE_US = 1000000, CARE_US = 3000000, RETRY_US = 10000000 };

void jd_keeper_init(struct jd_keeper *keeper, struct jd_store *store,
                    struct jd_memory *memory)
{
    *keeper = (struct jd_keeper){ .store = store, .memory = memory };
    jd_keeper_wake(keeper);
}

void jd_keeper_wake(struct jd_keeper *keeper)
{
    keeper->quiet_since = jd_clock_us();
    if (!keeper->has_failed)
        keeper->save_at = keeper->quiet_since + SAVE_US;
}

void jd_keeper_fail(struct jd_keeper *keeper)
{
    keeper->has_failed = true;
    keeper->save_at = jd_clock_us() + RETRY_US;
}

static bool wants_save(const struct jd_keeper *keeper)
{
    return jd_memory_is_stale(keeper->memory) || jd_memory_unsaved(keeper->memory);
}

static int ms_until(int64_t us)
{
    int64_t now = jd_clock_us();
    return us <= now ? 1 : (int)((us - now) / 1000) + 1;
}

int jd_keeper_wait_ms(const struct jd_keeper *keeper)
{
    if (!keeper->store)
        return -1;
    if (wants_save(keeper))
        return ms_until(keeper->save_at);
    return keeper->has_cared ? -1 : ms_until(keeper->quiet_since + CARE_US);
}

bool jd_keeper_save(struct jd_keeper *keeper, struct jd_buf *says, struct jd_error *err)
{
    if (!jd_memory_save(keeper->memory, err)) {
        jd_keeper_fail(keeper);
        return false;
    }
    if (keeper->has_failed)
        jd_buf_add_c(says, "saved now");
    keeper->has_failed = false;
    keeper->save_at = jd_clock_us() + SAVE_US;
    return true;
}

bool jd_keeper_work(struct jd_keeper *keeper, struct jd_buf *says)
{
    int64_t now = jd_clock_us();
    struct jd_error err = JD_ERROR_INIT;
    bool had_failed = keeper->has_failed;
    if (!keeper->store)
        return true;
    if (wants_save(keeper)) {
        if (now < keeper->save_at || jd_keeper_save(keeper, says, &err) || had_failed)
            return true;
        jd_buf_printf(says, "not saved: %s", err.message);
        return false;
    }
    if (keeper->has_cared || now < keeper->quiet_since + CARE_US)
        return true;
    keeper->has_cared = true;
    jd_store_care(keeper->store, says);
    return says->len == 0;
}
