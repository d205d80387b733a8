noinst_LIBRARIES += libjd_dict.a
libjd_dict_a_SOURCES = \
	include/jingdu/dict/glossary.h src/dict/glossary.c \
	include/jingdu/dict/glossary_tsv.h src/dict/glossary_tsv.c \
	src/dict/builder.h src/dict/builder.c \
	src/dict/field.h src/dict/field.c \
	src/dict/image.h src/dict/image.c src/dict/image_write.c \
	src/dict/shipped.h src/dict/shipped.c

# The shipped glossary as one image (data/local.mk makes it). A library of its own: the
# tool that makes it links libjd_dict.a.
noinst_LIBRARIES += libjd_shipped.a
libjd_shipped_a_SOURCES =
nodist_libjd_shipped_a_SOURCES = data/glossary_image.c
