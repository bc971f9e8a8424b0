#include "feed/centre/assets.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "feed/base/file.h"

/* From the folder of the program: build/, build/asan/, build/asan/tests/, then where a package puts it. */
static const char *const beside_program[] = {
	"../assets", "../../assets", "../../../assets", "../share/hallboard/assets"};

static bool path_beside(char path[PATH_MAX], const char *folder, const char *name)
{
	char program[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", program, sizeof(program) - 1);
	char *slash;

	if (length <= 0)
		return false;
	program[length] = '\0';
	slash = strrchr(program, '/');
	*slash = '\0';
	return snprintf(path, PATH_MAX, "%s/%s/%s", program, folder, name) < PATH_MAX && file_exists(path);
}

void assets_path(char path[PATH_MAX], const char *name)
{
	for (size_t i = 0; i < sizeof(beside_program) / sizeof(*beside_program); i++)
		if (path_beside(path, beside_program[i], name))
			return;
	snprintf(path, PATH_MAX, "assets/%s", name);
}
