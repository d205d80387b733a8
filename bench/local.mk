# SPDX-License-Identifier: MIT
# `make bench`: the reader beside others on a pseudo-terminal. No part of `make check`.
EXTRA_PROGRAMS += bench/pty_bench bench/floor bench/store_bench
bench_store_bench_SOURCES = bench/store_bench.c
bench_store_bench_LDADD = libjd_store.a libjd_base.a $(SQLITE_LIBS)
bench_pty_bench_SOURCES = bench/pty_bench.c
bench_floor_SOURCES = bench/floor.c
bench_floor_CPPFLAGS = $(AM_CPPFLAGS) $(NCURSES_CFLAGS)
bench_floor_LDADD = $(NCURSES_LIBS)
EXTRA_DIST += bench/run.sh
CLEANFILES += $(EXTRA_PROGRAMS)

BENCH_RUNS = 5
bench: all bench/pty_bench$(EXEEXT) bench/floor$(EXEEXT) bench/store_bench$(EXEEXT)
	rm -rf bench/work/store && $(MKDIR_P) bench/work && bench/store_bench$(EXEEXT) bench/work/store
	srcdir='$(abs_top_srcdir)' JINGDU='$(abs_builddir)/jingdu$(EXEEXT)' \
		BENCH_RUNS='$(BENCH_RUNS)' $(SHELL) '$(srcdir)/bench/run.sh' bench/work

clean-local: clean-bench
clean-bench:
	-rm -rf bench/work
.PHONY: bench clean-bench
