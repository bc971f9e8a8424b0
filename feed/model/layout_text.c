#include "feed/model/layout_text.h"

bool layout_name_is_good(struct str name)
{
	for (size_t i = 0; i < name.length; i++) {
		char c = name.bytes[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_' && (c != '-' || i == 0))
			return false;
	}
	return name.length > 0 && name.length <= LAYOUT_NAME_BYTES_MAX;
}
