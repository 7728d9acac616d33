-- Constants. One expression a line; evaluator_test.cpp has the table.
1
-1
0.5
1e3
'it''s'
TRUE
FALSE
DATE '2001-02-03'
TIMESTAMP '2001-02-03 10:00:00'
['a', 'b']
[1, 2, NULL]
''
