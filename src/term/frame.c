/* SPDX-License-Identifier: MIT */
#include "frame.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <unistd.h>

#include "jingdu/base/buf.h"

#include "jingdu/base/banned.h"

bool jd_frame_open(struct jd_frame *frame, int fd)
{
    *frame = (struct jd_frame){ .fd = fd, .memory = -1 };
    frame->tty = fcntl(fd, F_DUPFD_CLOEXEC, 3);
    if (frame->tty < 0)
        return false;
    frame->memory = memfd_create("jingdu", MFD_CLOEXEC);
    return true;
}

void jd_frame_close(struct jd_frame *frame)
{
    if (frame->tty >= 0)
        close(frame->tty);
    if (frame->memory >= 0)
        close(frame->memory);
}

/* Whoever shares the terminal with us may have made it non-blocking. */
static bool wait_for_room(int fd)
{
    struct pollfd room = { .fd = fd, .events = POLLOUT };
    return poll(&room, 1, -1) > 0 && room.revents == POLLOUT;
}

static void write_all(int fd, struct jd_str bytes)
{
    while (bytes.len) {
        ssize_t put = write(fd, bytes.ptr, bytes.len);
        if (put < 0 && errno != EINTR && (errno != EAGAIN || !wait_for_room(fd)))
            return;
        if (put > 0)
            bytes = jd_str_sub(bytes, (size_t)put, bytes.len);
    }
}

void jd_frame_send(struct jd_frame *frame)
{
    if (!frame->gathers)
        return;
    off_t len = lseek(frame->memory, 0, SEEK_CUR);
    if (len <= 0)
        return;
    struct jd_buf bytes = JD_BUF_INIT;
    jd_buf_reserve(&bytes, (size_t)len);
    ssize_t got = pread(frame->memory, bytes.data, (size_t)len, 0);
    if (got > 0)
        write_all(frame->tty, jd_str_make(bytes.data, (size_t)got));
    lseek(frame->memory, 0, SEEK_SET);
    jd_buf_release(&bytes);
    frame->used = false;
}

void jd_frame_gather(struct jd_frame *frame)
{
    if (frame->memory >= 0 && dup3(frame->memory, frame->fd, O_CLOEXEC) >= 0)
        frame->gathers = true;
}

void jd_frame_pass(struct jd_frame *frame)
{
    jd_frame_send(frame);
    if (frame->gathers)
        dup3(frame->tty, frame->fd, O_CLOEXEC);
    frame->gathers = false;
}

void jd_frame_add(struct jd_frame *frame, struct jd_str bytes)
{
    write_all(frame->fd, bytes);
    frame->used = true;
}
