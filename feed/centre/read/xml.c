#include "feed/centre/read/xml.h"

#include <stdlib.h>
#include <string.h>

#include <expat.h>

#include "feed/base/check.h"

struct xml {
	XML_Parser parser; /* owned */
	struct xml_reader reader;
	const char *trouble;
	int depth;
};

static struct str local_name(const char *name)
{
	const char *colon = strrchr(name, ':');

	return str_from(colon ? colon + 1 : name);
}

static void break_off(struct xml *xml, const char *trouble)
{
	if (!xml->trouble)
		xml->trouble = trouble;
	XML_StopParser(xml->parser, XML_FALSE);
}

static void XMLCALL start(void *self, const XML_Char *name, const XML_Char **attributes)
{
	struct xml *xml = self;

	if (xml->trouble)
		return;
	if (++xml->depth > XML_DEPTH_MAX)
		break_off(xml, "elements within elements, too deep");
	else if (xml->reader.start)
		xml->reader.start(xml->reader.self, local_name(name), attributes);
}

static void XMLCALL end(void *self, const XML_Char *name)
{
	struct xml *xml = self;

	xml->depth--;
	if (!xml->trouble && xml->reader.end)
		xml->reader.end(xml->reader.self, local_name(name));
}

static void XMLCALL text(void *self, const XML_Char *bytes, int length)
{
	struct xml *xml = self;

	if (!xml->trouble && xml->reader.text)
		xml->reader.text(xml->reader.self, (struct str){bytes, (size_t)length});
}

static void XMLCALL doctype(
	void *self, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
	(void)name, (void)system, (void)public, (void)internal;
	break_off(self, "a document type, which may hold entities");
}

struct xml *xml_create(const struct xml_reader *reader)
{
	struct xml *xml = calloc(1, sizeof(*xml));

	REQUIRE(xml);
	*xml = (struct xml){.parser = XML_ParserCreate(NULL), .reader = *reader};
	REQUIRE(xml->parser);
	XML_SetUserData(xml->parser, xml);
	XML_SetElementHandler(xml->parser, start, end);
	XML_SetCharacterDataHandler(xml->parser, text);
	XML_SetStartDoctypeDeclHandler(xml->parser, doctype);
	return xml;
}

void xml_destroy(struct xml *xml)
{
	if (!xml)
		return;
	XML_ParserFree(xml->parser);
	free(xml);
}

void xml_halt(struct xml *xml)
{
	XML_StopParser(xml->parser, XML_TRUE);
}

static enum xml_state state_of(struct xml *xml, enum XML_Status status)
{
	if (status == XML_STATUS_SUSPENDED)
		return XML_HALTED;
	if (status == XML_STATUS_OK && !xml->trouble)
		return XML_FED;
	if (!xml->trouble)
		xml->trouble = XML_ErrorString(XML_GetErrorCode(xml->parser));
	return XML_BROKEN;
}

enum xml_state xml_feed(struct xml *xml, struct str bytes, bool last)
{
	return state_of(xml, XML_Parse(xml->parser, bytes.bytes ? bytes.bytes : "", (int)bytes.length, last));
}

enum xml_state xml_resume(struct xml *xml)
{
	return state_of(xml, XML_ResumeParser(xml->parser));
}

const char *xml_trouble(const struct xml *xml)
{
	return xml->trouble;
}

int xml_line(const struct xml *xml)
{
	return (int)XML_GetCurrentLineNumber(xml->parser);
}

const char *xml_attribute(const char *const *attributes, const char *name)
{
	for (int i = 0; attributes[i] && i < 2 * XML_ATTRIBUTES_MAX; i += 2)
		if (str_equal(local_name(attributes[i]), str_from(name)))
			return attributes[i + 1];
	return NULL;
}
