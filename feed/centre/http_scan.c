#include "feed/centre/http_scan.h"

#include <string.h>
#include <strings.h>

enum place { LINE, LINE_END, FIELD, NAME, VALUE, VALUE_END, HEAD_END, BODY };

enum { DIGITS_MAX = 18, BLANKS_OF_LINE = 2, BAD_REQUEST = 400, LENGTH_REQUIRED = 411 };

#define BARE_LF "found a line that ends with LF alone, expected CR LF"
#define CR_WITHIN "found CR within a line, expected it at its end before LF"
#define NO_NUMBER "found a Content-Length that is no number"
#define HOST "host"
#define LENGTH "content-length"
#define ENCODING "transfer-encoding"

static void fail(struct http_scan *scan, unsigned status, const char *sentence)
{
	scan->fault = (struct http_fault){status, sentence};
}

/* tchar of RFC 9110, 5.6.2. */
static bool is_token(unsigned char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (c && strchr("!#$%&'*+-.^_`|~", c));
}

static bool is_named(const struct http_scan *scan, const char *name)
{
	return (size_t)scan->name_length == strlen(name) && strncasecmp(scan->name, name, strlen(name)) == 0;
}

/* METHOD SP target SP version: one blank each, all of it visible. */
static void put_line(struct http_scan *scan, unsigned char c)
{
	if (c == '\n')
		fail(scan, BAD_REQUEST, BARE_LF);
	else if (c != ' ' && c != '\r' && (c < ' ' || c >= 127))
		fail(scan, BAD_REQUEST, "found a byte in the first line that is no visible ASCII");
	else if (scan->blanks == 0 && c != ' ' && !is_token(c))
		fail(scan, BAD_REQUEST, "found no method at the start of a request");
	else if (c != ' ' && c != '\r')
		scan->word_length++;
	else if (scan->word_length == 0 || scan->blanks + (c == ' ') > BLANKS_OF_LINE)
		fail(scan, BAD_REQUEST, "found other blanks in the first line than one after the method and one after the target");
	else
		scan->word_length = 0;
	scan->blanks += c == ' ';
	if (c == '\r')
		scan->place = LINE_END;
}

static void begin_field(struct http_scan *scan, unsigned char c)
{
	scan->name_length = 0;
	if (c == '\r')
		scan->place = HEAD_END;
	else if (c == ' ' || c == '\t')
		fail(scan, BAD_REQUEST, "found a folded field, expected each on one line");
	else
		scan->place = NAME;
}

static void end_name(struct http_scan *scan)
{
	scan->place = VALUE;
	if (scan->name_length == 0)
		fail(scan, BAD_REQUEST, "found a field without a name");
	else if (is_named(scan, ENCODING))
		scan->coded = true;
	else if (is_named(scan, LENGTH) && scan->lengths++)
		fail(scan, BAD_REQUEST, "found two Content-Length, expected one");
	else if (is_named(scan, HOST) && scan->hosts++)
		fail(scan, BAD_REQUEST, "found two Host, expected one");
}

static void put_name(struct http_scan *scan, unsigned char c)
{
	if (c == ':')
		end_name(scan);
	else if (c == ' ' || c == '\t')
		fail(scan, BAD_REQUEST, "found a blank in the name of a field, expected none");
	else if (!is_token(c))
		fail(scan, BAD_REQUEST, "found a byte in the name of a field that no name may have");
	else if (scan->name_length < HTTP_SCAN_NAME_BYTES)
		scan->name[scan->name_length++] = (char)c;
}

/* Blanks around the number are none of it; within it they are a fault, and so is a list. */
static void put_length(struct http_scan *scan, unsigned char c)
{
	if ((c == ' ' || c == '\t') && scan->digits == 0)
		return;
	if (c < '0' || c > '9' || ++scan->digits > DIGITS_MAX)
		fail(scan, BAD_REQUEST, NO_NUMBER);
	else
		scan->length = scan->length * 10 + (c - '0');
}

static void end_value(struct http_scan *scan)
{
	scan->place = VALUE_END;
	if (is_named(scan, LENGTH) && scan->digits == 0)
		fail(scan, BAD_REQUEST, NO_NUMBER);
}

static void put_value(struct http_scan *scan, unsigned char c)
{
	if (c == '\r')
		end_value(scan);
	else if ((c < ' ' && c != '\t') || c == 127)
		fail(scan, BAD_REQUEST, c == '\n' ? BARE_LF : "found a control character in a field, expected none");
	else if (is_named(scan, LENGTH))
		put_length(scan, c);
}

static void end_line(struct http_scan *scan, unsigned char c)
{
	if (c != '\n')
		fail(scan, BAD_REQUEST, CR_WITHIN);
	else if (scan->place == LINE_END && scan->blanks < BLANKS_OF_LINE)
		fail(scan, BAD_REQUEST, "found less than three words in the first line, expected method, target and version");
	else
		scan->place = FIELD;
}

static void end_head(struct http_scan *scan, unsigned char c)
{
	if (c != '\n')
		fail(scan, BAD_REQUEST, CR_WITHIN);
	else if (scan->coded && scan->lengths)
		fail(scan, BAD_REQUEST, "found Content-Length and Transfer-Encoding, expected Content-Length alone");
	else if (scan->coded)
		fail(scan, LENGTH_REQUIRED, "found Transfer-Encoding, expected Content-Length");
	else
		*scan = (struct http_scan){.heads = scan->heads + 1, .body_left = scan->length, .place = scan->length ? BODY : LINE};
}

static void put(struct http_scan *scan, unsigned char c)
{
	switch ((enum place)scan->place) {
	case LINE:
		put_line(scan, c);
		break;
	case LINE_END:
	case VALUE_END:
		end_line(scan, c);
		break;
	case FIELD:
		begin_field(scan, c);
		if (scan->place == NAME && !scan->fault.status)
			put_name(scan, c);
		break;
	case NAME:
		put_name(scan, c);
		break;
	case VALUE:
		put_value(scan, c);
		break;
	case HEAD_END:
		end_head(scan, c);
		break;
	case BODY:
		break;
	}
}

void http_scan_put(struct http_scan *scan, const char *bytes, size_t length)
{
	while (length && !scan->fault.status) {
		size_t step = 1;

		if (scan->place == BODY) {
			step = scan->body_left < length ? (size_t)scan->body_left : length;
			scan->body_left -= step;
			scan->place = scan->body_left ? BODY : LINE;
		} else {
			put(scan, (unsigned char)*bytes);
		}
		bytes += step;
		length -= step;
	}
}
