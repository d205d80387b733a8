# SPDX-License-Identifier: MIT
# Proof that the store keeps its word: faults, power cuts, programs at once, bad places,
# damage. `make check-full` runs them in full (JD_FULL=1), some five minutes.
FAULT_LOOK = tests/faults/look.h tests/faults/look.c
FAULT_DEEDS = tests/faults/deeds.h tests/faults/deeds.c $(FAULT_LOOK)
FAULT_UNITS = tests/faults/powerloss tests/faults/together tests/faults/setups \
	tests/faults/damage
FAULT_TESTS = tests/faults/faults.sh
if HAVE_CHECK
FAULT_TESTS += $(FAULT_UNITS)
endif
UNIT_TESTS += $(FAULT_UNITS)
tests_faults_powerloss_SOURCES = tests/faults/powerloss.c tests/faults/disk.h \
	tests/faults/disk.c $(FAULT_DEEDS)
tests_faults_powerloss_LDADD = $(TEST_SUPPORT) $(STORE_LIBS)
tests_faults_together_SOURCES = tests/faults/together.c $(FAULT_LOOK)
tests_faults_together_LDADD = $(TEST_SUPPORT) $(STORE_LIBS)
tests_faults_setups_SOURCES = tests/faults/setups.c $(FAULT_DEEDS)
tests_faults_setups_LDADD = $(TEST_SUPPORT) $(STORE_LIBS)
tests_faults_damage_SOURCES = tests/faults/damage.c $(FAULT_LOOK)
tests_faults_damage_LDADD = $(TEST_SUPPORT) $(STORE_LIBS)
SCRIPT_TESTS += tests/faults/faults.sh
check_PROGRAMS += tests/faults/actions
tests_faults_actions_SOURCES = tests/faults/actions.c $(FAULT_DEEDS)
tests_faults_actions_LDADD = $(STORE_LIBS)

check-full:
	JD_FULL=1 $(MAKE) $(AM_MAKEFLAGS) check TESTS='$(FAULT_TESTS)'
.PHONY: check-full

clean-local: clean-faults
clean-faults:
	-rm -rf faults-*[0-9]
.PHONY: clean-faults
