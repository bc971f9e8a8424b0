-- title_zh: 图片说明
-- title_en: What is said of pictures
-- as_of: media
-- column: name text | 图片 | | | Picture
-- column: caption label | 说明 | | | Caption
SELECT name, caption_zh, caption_ug, caption_kk, caption_en FROM media
WHERE caption_zh IS NOT NULL AND device_group = (SELECT min(device_group) FROM media AS same WHERE same.name = media.name)
ORDER BY name
