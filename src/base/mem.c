/* SPDX-License-Identifier: MIT */
#include "jingdu/base/mem.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "jingdu/base/banned.h"

enum { CHUNK_SIZE = 32 * 1024 };

struct jd_arena_chunk {
    struct jd_arena_chunk *next;
    size_t used, cap;
    alignas(max_align_t) char bytes[];
};

void *jd_alloc(size_t size)
{
    void *ptr = malloc(size ? size : 1);
    if (!ptr)
        abort();
    return ptr;
}

void *jd_alloc_zero(size_t count, size_t size)
{
    void *ptr = calloc(count ? count : 1, size ? size : 1);
    if (!ptr)
        abort();
    return ptr;
}

void *jd_realloc_array(void *ptr, size_t count, size_t size)
{
    ptr = reallocarray(ptr, count ? count : 1, size ? size : 1);
    if (!ptr)
        abort();
    return ptr;
}

char *jd_copy_bytes(const char *ptr, size_t len)
{
    char *copy = jd_alloc(len + 1);
    if (len)
        memcpy(copy, ptr, len);
    copy[len] = '\0';
    return copy;
}

void *jd_grow(void *ptr, size_t count, size_t *cap, size_t size)
{
    if (count < *cap)
        return ptr;
    if (*cap > SIZE_MAX / 2)
        abort();
    *cap = *cap ? *cap * 2 : 16;
    return jd_realloc_array(ptr, *cap, size);
}

void *jd_arena_alloc(struct jd_arena *arena, size_t size)
{
    size_t step = alignof(max_align_t);
    if (size > SIZE_MAX - step - sizeof(struct jd_arena_chunk))
        abort();
    size = (size + step - 1) / step * step;
    struct jd_arena_chunk *chunk = arena->chunk;
    if (!chunk || chunk->cap - chunk->used < size) {
        size_t cap = size > CHUNK_SIZE ? size : CHUNK_SIZE;
        struct jd_arena_chunk *fresh = jd_alloc(sizeof *fresh + cap);
        *fresh = (struct jd_arena_chunk){ .next = chunk, .cap = cap };
        arena->chunk = chunk = fresh;
    }
    void *ptr = chunk->bytes + chunk->used;
    chunk->used += size;
    return ptr;
}

char *jd_arena_copy(struct jd_arena *arena, const char *ptr, size_t len)
{
    char *copy = jd_arena_alloc(arena, len + 1);
    if (len)
        memcpy(copy, ptr, len);
    copy[len] = '\0';
    return copy;
}

void jd_arena_release(struct jd_arena *arena)
{
    while (arena->chunk) {
        struct jd_arena_chunk *next = arena->chunk->next;
        free(arena->chunk);
        arena->chunk = next;
    }
}
