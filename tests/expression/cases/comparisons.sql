-- Comparisons between columns of different types, and with constants.
l.count = r.amount
l.count < r.amount
l.amount >= r.count
l.amount = 0
l.amount = 0.1
l.amount > 1e15
l.day_of = r.moment
l.day_of < r.moment
l.day_of = '2001-02-03'
l.moment >= '2001-02-03'
l.day_of = DATE '2001-02-03'
l.flag = (r.small > 0)
l.name = 'O''Brien'
l.name < r.word
l.count = 1.0
l.count <> 7
l.flag IS TRUE
l.flag IS NOT TRUE
l.flag IS FALSE
l.flag = TRUE
l.numbers = [1, 2, 3]
l.tags = ['a', 'b']
[l.name] = [r.name]
[l.count, r.count] < [r.count, l.count]
l.name IS NOT DISTINCT FROM NULL
l.name = NULL
NULL IS NULL
l.count = l.flag
1 = TRUE
