-- CAST and ::.
l.day_of::VARCHAR
l.moment::VARCHAR
l.moment::DATE
l.day_of::TIMESTAMP
l.flag::VARCHAR
l.flag::INT
l.count::BOOLEAN
l.numbers::VARCHAR[]
l.tags::VARCHAR
l.numbers::VARCHAR
l.vector::DOUBLE[]
l.vector::INT[]
CAST(l.count AS TEXT) LIKE '1%'
CAST('2001-01-01' AS DATE)
TRY_CAST(l.digits AS BIGINT) = r.count
'[1, 2]'::INT[]
'[a, b c]'::VARCHAR[]
'[]'::VARCHAR[]
'[''a b'', "c,d", NULL]'::VARCHAR[]
' [ a ,b ] '::VARCHAR[]
'[[1, 2], [3]]'::INT[][]
'[''it''''s'', x]'::VARCHAR[]
TRY_CAST(l.name AS VARCHAR[])
TRY_CAST('[1, x]' AS INT[])
TRY_CAST('[1, 2' AS INT[])
substr(CAST(l.day_of AS VARCHAR), 1, 4)
l.amount::VARCHAR || 'x'
l.share::FLOAT >= 0.1
l.share::FLOAT = 0.1
0.9 > l.share::FLOAT
l.share::FLOAT >= 1e-1
l.share::FLOAT BETWEEN -0.25 AND 0.1
l.share::FLOAT = l.share
TRY_CAST('[O''Brien]' AS VARCHAR[])
'[a "b" c]'::VARCHAR[]
'[a,,b]'::VARCHAR[]
'[a,]'::VARCHAR[]
'[ ]'::VARCHAR[]
'[null, NULL, "NULL"]'::VARCHAR[]
'[(a,b), {c,d}, [e,f]]'::VARCHAR[]
TRY_CAST('[a], x' AS VARCHAR[])
TRY_CAST('[a]]' AS VARCHAR[])
'[1.5, 2]'::INT[]
'[a b  ]'::VARCHAR[]
[l.moment]
[l.day_of]
[l.flag]
[l.amount]
'[1.50, 2]'::VARCHAR[]
'[1e5, "a"]'::VARCHAR[]
'[[12345678901234567890123456], [1]]'::VARCHAR[][]
