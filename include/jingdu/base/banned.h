/* SPDX-License-Identifier: MIT */
/* Calls that cut, overrun or depend on hidden state. Include last, after <...> headers. */
#ifndef JINGDU_BASE_BANNED_H
#define JINGDU_BASE_BANNED_H

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf strtok gets system popen

#endif
