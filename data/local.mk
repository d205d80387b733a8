# SPDX-License-Identifier: MIT
# The shipped glossary, compiled into the program, and the sample article.
GLOSSARY_FILES = \
	data/glossary/core.tsv \
	data/glossary/people.tsv \
	data/glossary/places.tsv \
	data/glossary/bodies.tsv \
	data/glossary/media.tsv \
	data/glossary/phrases.tsv
EXTRA_DIST += $(GLOSSARY_FILES)

noinst_PROGRAMS += tools/mkglossary
tools_mkglossary_SOURCES = tools/mkglossary.c
tools_mkglossary_LDADD = libjd_dict.a libjd_text.a libjd_base.a $(UNISTRING_LIBS)

# Complaints name the files as they are called from the top of the source tree.
data/glossary_image.c: tools/mkglossary$(EXEEXT) $(GLOSSARY_FILES)
	$(AM_V_GEN)$(MKDIR_P) data && tool='$(abs_builddir)/tools/mkglossary$(EXEEXT)' && \
	(cd '$(srcdir)' && "$$tool" $(GLOSSARY_FILES)) >$@.new && mv $@.new $@
CLEANFILES += data/glossary_image.c data/glossary_image.c.new

sampledir = $(pkgdatadir)/sample
dist_sample_DATA = data/sample/article.txt data/sample/article.txt.glossary.tsv
