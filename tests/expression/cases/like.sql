-- LIKE and ILIKE: by characters, without an escape character.
l.name LIKE r.word
l.name NOT LIKE r.word
l.name ILIKE r.word
l.name NOT ILIKE r.word
l.name LIKE r.name
l.name ILIKE r.name
l.name LIKE 'J%n'
l.name LIKE '_on'
l.name LIKE '%ss%'
l.name LIKE '___'
l.name LIKE ''
l.name LIKE '%'
l.name LIKE '_'
l.name LIKE 'М_л%'
l.name ILIKE 'м%'
l.name ILIKE 'иВ%'
l.name ILIKE 'm_ller'
l.name ILIKE 'STRASSE'
l.name ILIKE 'straSSe'
l.name ILIKE 'istanbul'
l.name LIKE '100\%'
l.name LIKE '%i%i%i%i'
l.name LIKE NULL
l.name LIKE '%_%'
l.name ILIKE 'ασ'
l.name ILIKE 'ας'
