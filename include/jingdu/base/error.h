/* SPDX-License-Identifier: MIT */
/*
 * Failure: a call that can fail returns bool and writes what went wrong into the
 * struct jd_error that its last argument points to. The message is ready for a person:
 * what, which file and line, why. It may still hold foreign bytes (a file name); whoever
 * shows it passes it through text/sanitise.
 */
#ifndef JINGDU_BASE_ERROR_H
#define JINGDU_BASE_ERROR_H

#include <stdbool.h>

#define JD_MUST_USE __attribute__((warn_unused_result))
#define JD_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

enum jd_error_code {
    JD_ERR_NONE,
    JD_ERR_IO,        /* the system said no; sys_errno tells why */
    JD_ERR_FORMAT,    /* bytes that are not what they should be */
    JD_ERR_LIMIT,     /* larger than we are willing to handle */
    JD_ERR_NOT_FOUND, /* the thing asked for does not exist */
    JD_ERR_USAGE,     /* the person asked for something that makes no sense */
    JD_ERR_TERMINAL,  /* no terminal, or one that cannot do the job */
};

struct jd_error {
    enum jd_error_code code;
    int sys_errno;     /* 0 when no system call was at fault */
    char message[241]; /* UTF-8, terminated, cut at a code point */
};

#define JD_ERROR_INIT { .code = JD_ERR_NONE }

/* Set err (may be NULL) and return false, so that a failure is one expression. */
bool jd_fail(struct jd_error *err, enum jd_error_code code, const char *fmt, ...)
    JD_PRINTF(3, 4);

/* The same for a failed system call: code JD_ERR_IO, ": " and the text of errnum added. */
bool jd_fail_errno(struct jd_error *err, int errnum, const char *fmt, ...)
    JD_PRINTF(3, 4);

/* Put context in front of the message that is there: "file: " before what a callee said. */
void jd_error_prefix(struct jd_error *err, const char *fmt, ...) JD_PRINTF(2, 3);

#endif
