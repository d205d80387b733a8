# SPDX-License-Identifier: MIT
dist_man_MANS = man/jingdu.1 man/jingdu-config.5 man/jingdu-glossary.5
