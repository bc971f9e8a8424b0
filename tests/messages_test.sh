#!/usr/bin/env bash
# Feeds of news and messages of alerts from other systems: RSS and Atom become notices beside those of the hall's own, CAP raises,
# replaces and clears alerts by the rules of its source and by nothing else. Hostile XML ends in a sentence.
source "$(dirname "$0")/support/centre.sh"
cd "$work"
"$hallfeed" init centre >init.log
cat >areas.csv <<'X'
id,parent,level,kind,name_zh
65,,prefecture,,测试州
652301,65,county,county,测试县
652301001,652301,subdistrict,subdistrict,幸福街道
652301001001,652301001,community,,和平社区
X
"$hallfeed" import centre areas areas.csv >import.log
rows() { sqlite3 -separator ' ' centre/centre.db "$1"; }
now() { date -u -d "$1" +%Y-%m-%dT%H:%M:%SZ; }
take() { told "$1" "$2" source take centre "$3" --file "$4"; }

# News.
printf 'id,area,title_zh,from,until\nOWN,652301,停水通知,%s,%s\n' "$(now -1day)" "$(now +1day)" >notices.csv
"$hallfeed" import centre notices notices.csv >import.log
conf() { printf '[source]\nurl = https://news.example/%s\nformat = %s\narea = 652301\nvalid = 3d\n%s\n' "$1" "$2" "${3-}" >"$1.conf"; "$hallfeed" source add centre "$1" "$1.conf" >add.log || fail "$(cat add.log)"; }
conf city rss
conf uni atom 'language = ug'
cat >city.xml <<X
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>城市新闻</title><item>
<title>明天 &amp;amp; 后天有雨</title><guid>a1</guid><description><![CDATA[<p>请带<b>伞</b>。&nbsp;气温 &lt; 10&#176;</p><script>x</script>]]></description>
<pubDate>$(date -u -d -2hours '+%a, %d %b %Y %H:%M:%S GMT')</pubDate></item>
<item><title>老新闻</title><guid>a2</guid><pubDate>Thu, 25 Oct 2018 09:30:00 +0800</pubDate></item>
<item><title>联系人电话</title><guid>a3</guid><description>请打 13812345678</description></item>
<item><guid>a4</guid></item><item><title>重复</title><guid>a1</guid></item>
<item><title>没有日期</title><link>https://news.example/5</link></item></channel></rss>
X
take 0 'source city: 2 of its items, 1 other notices; 1 over already; 1 left out, with what reads as a phone or identity number; 2 left out, double, without a title or too many
source city: notices, 3 rows, draft 3 counts now' city city.xml
[ "$(rows "SELECT title_zh || '|' || ifnull(text_zh, '') || '|' || ((until - \"from\") / 86400000) FROM notices WHERE id LIKE 'city:%' ORDER BY title_zh")" = '明天 & 后天有雨|请带 伞 。 气温 < 10° x|3
没有日期||3' ] || fail "notices: $(rows "SELECT title_zh || '|' || ifnull(text_zh, '') || '|' || ((until - \"from\") / 86400000) FROM notices WHERE id LIKE 'city:%' ORDER BY title_zh")"
cat >uni.xml <<X
<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><id>u1</id><title type="html">خەۋەر</title><updated>$(now -1hour | sed 's/Z/.123+00:00/')</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">بىر<p>ئىككى</p></div></content></entry></feed>
X
take 0 'source uni: 1 of its items, 3 other notices
source uni: notices, 4 rows, draft 4 counts now' uni uni.xml
[ "$(rows "SELECT title_ug, text_ug, title_zh FROM notices WHERE id LIKE 'uni:%'")" = "خەۋەر بىر ئىككى خەۋەر" ] || fail "$(rows 'SELECT * FROM notices')"
sed -i 's/明天/今天/; s/没有日期/还是没有/' city.xml # what the feed has no more leaves, what is another's stays
take 0 'source city: 2 of its items, 2 other notices*' city city.xml
[ "$(rows "SELECT group_concat(title_zh, '|') FROM (SELECT title_zh FROM notices WHERE id NOT LIKE 'uni:%' ORDER BY title_zh)")" = "今天 & 后天有雨|停水通知|还是没有" ] || fail "$(rows 'SELECT * FROM notices')"

# Hostile XML.
printf '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>' >bomb.xml
take 1 'source city: found a document type, which may hold entities at line 1, expected a feed of RSS or Atom' city bomb.xml
{ printf '<rss>' && for _ in $(seq 100); do printf '<a>'; done; } >deep.xml
take 1 'source city: found elements within elements, too deep at line 1, expected a feed of RSS or Atom' city deep.xml
head -c 300 city.xml >cut.xml
take 1 "source city: found * at line *, expected a feed of RSS or Atom" city cut.xml
echo '<html><body/></html>' >page.xml
take 1 'source city: found XML of another kind, expected a feed of RSS or Atom' city page.xml
{ printf '<rss><channel><item><title>' && head -c 17000000 /dev/zero | tr '\0' x; } >long.xml
take 1 'source city: found long.xml has 17000027 bytes, the limit is 16777216, expected an answer that can be read' city long.xml
{ printf '<rss><channel>' && for i in $(seq 3000); do printf '<item><title>%s</title></item>' $i; done && printf '</channel></rss>'; } >many.xml
take 0 'source city: 100 of its items, 2 other notices; 2900 left out*' city many.xml
[ "$(rows 'SELECT count(*) FROM notices')" = 102 ] || fail "there are $(rows 'SELECT count(*) FROM notices') notices"

# Alerts.
cat >weather.conf <<'X'
[source]
url = https://weather.example/cap
format = cap
senders = weather@example.cn
[events]
暴雨 = flood
RAIN = flood
停气 = nothing
[areas]
CITY = 652301
X
told 0 '*' source add centre weather weather.conf
cap() { # FILE then sed's commands on a good message
	local file=$1
	shift
	cat >"$file" <<X
<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>m1</identifier><sender>weather@example.cn</sender><sent>2018-10-25T09:30:00+08:00</sent>
<status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
<info><language>zh-CN</language><category>Met</category><event>暴雨</event><urgency>Immediate</urgency><severity>Severe</severity><certainty>Likely</certainty>
<expires>$(now +2hours)</expires><headline>今夜有大暴雨，赶快撤离</headline>
<area><areaDesc>测试县</areaDesc><geocode><valueName>ADCODE</valueName><value>652301000000</value></geocode></area></info></alert>
X
	[ $# = 0 ] || sed -i "$@" "$file"
}
refused() { cap message.xml "$1"; take 1 "source weather: found $2" weather message.xml; }
refused 's/weather@/anybody@/' 'sender "anybody@example.cn", expected one of the source?s senders: weather@example.cn'
refused 's/Actual/Test/' 'status "Test", expected Actual or Exercise: tests and drafts are shown to nobody'
refused 's/Public/Restricted/' 'scope "Restricted", expected Public: the walls are read by everybody'
refused 's/>Alert</>Ack</' 'msgType "Ack", expected Alert, Update or Cancel'
refused 's/暴雨/大风/' 'event "大风", expected one that \[events\] gives a template'
refused 's/<event>暴雨/<event>停气/' 'template "nothing", expected in \[events\] one that hallfeed alert raise knows'
refused 's/Immediate/Future/' 'urgency "Future", expected what the source?s urgency allows: immediate, expected'
refused 's/Likely/Unlikely/' 'certainty "Unlikely", expected Observed, Likely, Possible or Unknown'
refused 's/Severe/Huge/' 'severity "Huge", expected Extreme, Severe, Moderate, Minor or Unknown'
refused 's/<expires>.*<.expires>/<expires>soon<\/expires>/' 'expires "soon", expected a time such as 2018-10-25T09:30:00+08:00'
refused 's/<expires>.*<.expires>/<expires>2018-10-25T10:30:00+08:00<\/expires>/' 'an end that is past or more than 7 days away, expected one between'
refused 's/652301000000/659999000000/' 'geocode "659999000000", expected an area?s id, or a code of \[areas\]'
refused 's/<geocode>.*<.geocode>/<polygon>44,87 44,88 45,88 44,87<\/polygon>/' 'an area without a geocode, expected a geocode in each area*'
refused 's/<identifier>.*<.identifier>//' 'no alert with identifier, sender, sent, status, msgType and scope, expected a message of CAP 1.2'
refused 's/<alert /<!DOCTYPE alert><alert /' 'a document type, which may hold entities at line 2, expected a message of CAP 1.2'
[ "$(rows 'SELECT count(*) FROM alerts')" = 0 ] || fail "a refused message raised an alert"

cap first.xml
take 0 'source weather: cap-* is raised' weather first.xml
first=$(rows 'SELECT id FROM alerts')
[ "$(rows 'SELECT template, status, severity, areas, headline_zh FROM alerts')" = "flood Actual Severe 652301 洪水警报" ] || fail "alert: $(rows 'SELECT * FROM alerts')"
! grep -rq 今夜有大暴雨 centre/feed || fail "a text that nobody approved is in the feed"
grep -rq "$first" centre/feed || fail "the alert is not published"
take 1 "source weather: found id \"$first\" a second time, expected a new one" weather first.xml
cap update.xml 's/>m1</>m2</; s/>Alert</>Update</; s/Severe/Extreme/; s/<event>暴雨/<event>Rain<\/event><eventCode><valueName>C<\/valueName><value>RAIN<\/value><\/eventCode><event>x/; s/652301000000/CITY/'
sed -i 's|</scope>|</scope><references>weather@example.cn,m1,2018-10-25T09:30:00+08:00</references>|' update.xml
take 0 'source weather: cap-* is raised, the one before is cleared' weather update.xml
[ "$(rows "SELECT severity, cleared_ms IS NULL FROM alerts ORDER BY raised_ms, severity")" = "Extreme 1
Severe 0" ] || [ "$(rows "SELECT count(*) FROM alerts WHERE cleared_ms IS NULL AND severity = 'Extreme'")" = 1 ] || fail "$(rows 'SELECT * FROM alerts')"
cap cancel.xml 's/>m1</>m3</; s/>Alert</>Cancel</'
take 1 'source weather: found a Cancel of what is not raised, expected references to an alert that came from here and is not over' weather cancel.xml
sed -i 's|</scope>|</scope><references>weather@example.cn,m2,2018-10-25T09:30:00+08:00</references>|' cancel.xml
take 0 'source weather: 1 cleared' weather cancel.xml
[ "$(rows 'SELECT count(*) FROM alerts WHERE cleared_ms IS NULL')" = 0 ] || fail "an alert is still raised"
cap drill.xml 's/>m1</>m4</; s/Actual/Exercise/; s/Immediate/Expected/'
take 0 'source weather: cap-* is raised as a drill' weather drill.xml
"$hallfeed" alert list centre | grep -q 'Exercise Severe' || fail "$("$hallfeed" alert list centre)"
echo "feeds become notices, messages become alerts by their rules alone"
