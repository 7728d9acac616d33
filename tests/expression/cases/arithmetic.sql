-- Operators of numbers and dates.
l.count + r.small
l.count - r.small
l.small * r.small
l.count / r.small
l.count // r.small
l.count % r.small
-l.small
+l.small
l.amount + r.amount
l.amount - r.amount
l.amount * r.amount
l.amount / r.amount
l.amount // r.amount
l.amount % r.amount
-l.amount
l.count + r.amount
l.count * r.amount
l.count / r.amount
l.amount % 3
l.count % 3
l.count // 2
l.amount // 2
l.small // -2
l.small % -2
l.count / 2
1 / 3
7 // 2
-7 // 2
-7 % 3
l.share * 2.5
l.day_of - r.day_of
l.day_of + r.small::INT
l.day_of - 3
l.small::INT + l.day_of
l.count + NULL
2 + 3 * 4 - 5
(2 + 3) * 4
1 - 2 - 3
l.count / 0
l.amount / 0
l.count % 0
l.count // 0
abs(l.amount - r.amount) / (CASE WHEN r.amount > l.amount THEN r.amount ELSE l.amount END) < 0.1
