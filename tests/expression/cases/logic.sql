-- AND, OR and NOT with NULL.
l.flag AND r.flag
l.flag OR r.flag
NOT l.flag
NOT (l.flag AND r.other_flag)
l.flag AND r.flag AND l.other_flag
l.flag OR r.other_flag OR l.other_flag
l.flag AND NULL
l.flag OR NULL
NOT NULL
(l.flag OR r.flag) AND NOT r.other_flag
l.name = r.name AND l.flag
l.name = r.name OR l.word = r.word
NOT l.name = r.name
l.flag AND TRUE
r.flag OR FALSE
NOT l.count
l.count AND l.flag
l.count OR r.flag
CASE WHEN l.count THEN 'some' ELSE 'none' END
