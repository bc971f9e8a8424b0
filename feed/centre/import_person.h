#ifndef FEED_CENTRE_IMPORT_PERSON_H
#define FEED_CENTRE_IMPORT_PERSON_H

#include <stdbool.h>

#include "feed/base/str.h"

/* Nothing about a person enters the centre: what looks like it is refused at the door. */

/* A header such as 姓名, 手机 or id_card. */
bool import_person_header(struct str header);

/* A text that holds what reads as a mobile number or an identity number of mainland China. */
bool import_person_text(struct str text);

#endif
