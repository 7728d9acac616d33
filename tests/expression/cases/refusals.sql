-- What ends the query in DuckDB and is NULL in byname, pair by pair: compared with TRY(...).
CAST(l.digits AS INT)
CAST(l.digits AS BIGINT)
l.count::TINYINT
l.digits::DOUBLE
l.amount::BIGINT
l.amount::TINYINT
jaccard(l.name, r.name)
hamming(l.name, r.name)
hamming(l.name, l.name)
sqrt(l.amount)
ln(l.amount)
log2(l.amount)
log10(l.amount)
log(l.amount)
acos(l.amount)
asin(l.amount)
sin(l.amount)
cos(l.amount)
tan(l.amount)
strptime(l.born, '%Y-%m-%d')
