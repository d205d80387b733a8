/* SPDX-License-Identifier: MIT */
/*
 * Memory: allocators that abort when there is none (sizes that come from files are capped
 * by the caller first), and an arena for things that live and die together.
 */
#ifndef JINGDU_BASE_MEM_H
#define JINGDU_BASE_MEM_H

#include <stddef.h>

/* size bytes, uninitialised; never NULL. Caller frees with free(). */
void *jd_alloc(size_t size);

/* count * size bytes of zero; the product is checked. Caller frees with free(). */
void *jd_alloc_zero(size_t count, size_t size);

/* Resize ptr (may be NULL) to count * size bytes; the product is checked. */
void *jd_realloc_array(void *ptr, size_t count, size_t size);

/* A copy of len bytes with a terminating zero. Caller frees with free(). */
char *jd_copy_bytes(const char *ptr, size_t len);

/*
 * Make room for one more element: returns ptr grown when count == *cap, doubling *cap.
 * Usage: list = jd_grow(list, count, &cap, sizeof *list);
 */
void *jd_grow(void *ptr, size_t count, size_t *cap, size_t size);

/* Chunks of memory that are released all at once. */
struct jd_arena {
    struct jd_arena_chunk *chunk; /* newest first */
};

#define JD_ARENA_INIT { .chunk = NULL }

/* size bytes aligned for any type, uninitialised, valid until jd_arena_release. */
void *jd_arena_alloc(struct jd_arena *arena, size_t size);

/* A copy of len bytes with a terminating zero, in the arena. */
char *jd_arena_copy(struct jd_arena *arena, const char *ptr, size_t len);

void jd_arena_release(struct jd_arena *arena);

#endif
