#ifndef FEED_CENTRE_IMPORT_PERSON_H
#define FEED_CENTRE_IMPORT_PERSON_H

#include <stdbool.h>

#include "feed/base/str.h"

/* Nothing about a person enters the centre: columns of it are left out before anything is read, texts of it are refused. */

/* A header such as 姓名, 手机 or id_card. */
bool import_person_header(struct str header);

/* A whole name of two to four Chinese characters that begins with a family name, alone or before a word such as 工作室. */
bool import_person_name(struct str text);

/* A text that holds what reads as a mobile number or an identity number of mainland China. */
bool import_person_text(struct str text);

#endif
