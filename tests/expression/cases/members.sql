-- IN and BETWEEN.
l.name IN ('John', 'Иван', '')
l.name NOT IN ('John', 'Иван')
l.name IN ('John', NULL)
l.name NOT IN ('John', NULL)
l.name IN (r.name, r.word)
l.count IN (0, 1, r.count)
l.count IN (1.0, 2.5)
l.amount IN (0, 2.5)
l.flag IN (TRUE)
l.day_of IN (r.day_of, DATE '1970-01-01')
NULL IN (1, 2)
l.tags IN (['a'], ['a', 'b'])
l.count BETWEEN 0 AND 7
l.count NOT BETWEEN r.count AND 7
l.amount BETWEEN r.amount AND 100
l.name BETWEEN 'A' AND 'Z'
l.count BETWEEN NULL AND 7
l.count NOT BETWEEN NULL AND 7
l.count BETWEEN 1 AND NULL
l.day_of BETWEEN DATE '1970-01-01' AND r.day_of
