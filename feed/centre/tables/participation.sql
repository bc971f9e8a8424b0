-- title_zh: 共建参与情况
-- title_ug: بىرلىكتە قۇرۇشقا قاتنىشىش
-- title_kk: بىرلەسە قۇرۋعا قاتىسۋ
-- title_en: Participation in joint work
-- as_of: joint
-- column: area area | 地区 | | | Area
-- column: organisation label | 单位 | | | Organisation
-- column: study integer | 联合学习 | بىرلىكتە ئۆگىنىش | بىرگە ۇيرەنۋ | Study
-- column: session integer | 社区会议 | مەھەللە يىغىنى | اۋماق جينالىسى | Community session
-- column: activity integer | 联合活动 | بىرلىكتە پائالىيەت | بىرگە قيمىل | Activity
-- column: subdistrict integer | 街道联席会 | كوچا بىرلەشمە يىغىنى | كوشە بىرلەسكەن جينالىسى | Subdistrict session
-- column: total integer | 合计 | جەمئىي | بارلىعى | In all
-- column: share share 0 | 参与率 | قاتنىشىش نىسبىتى | قاتىسۋ مولشەرى | Share of what there was
-- share: of the joint events that there were this year, which are as many of each kind as the most active came to.
WITH held AS (
	SELECT max(ifnull(study, 0)) + max(ifnull(session, 0)) + max(ifnull(activity, 0)) + max(ifnull(subdistrict, 0)) AS events FROM joint
)
SELECT area, organisation_zh, organisation_ug, organisation_kk, organisation_en, study, session, activity, subdistrict,
	ifnull(study, 0) + ifnull(session, 0) + ifnull(activity, 0) + ifnull(subdistrict, 0) AS total,
	CASE WHEN events > 0
		THEN 1.0 * (ifnull(study, 0) + ifnull(session, 0) + ifnull(activity, 0) + ifnull(subdistrict, 0)) / events END AS share
FROM joint JOIN held ORDER BY area, total DESC, id
