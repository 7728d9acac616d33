-- Functions of lists.
array_length(l.tags)
length(l.tags)
len(l.numbers)
array_length(list_intersect(l.tags, r.tags))
array_length(array_intersect(l.numbers, r.numbers))
list_min(list_intersect(l.tags, r.tags))
list_max(list_intersect(l.numbers, r.numbers))
list_contains(l.tags, 'a')
array_contains(l.tags, r.word)
list_has(l.numbers, r.count)
array_has(l.numbers, 2)
list_contains(l.tags, NULL)
list_has_any(l.tags, r.tags)
array_has_any(l.numbers, r.numbers)
list_has_all(l.tags, r.tags)
array_has_all(l.numbers, r.numbers)
array_length(list_distinct(l.tags))
array_length(array_distinct(l.numbers))
list_min(l.tags)
list_max(l.tags)
list_min(l.numbers)
list_max(l.numbers)
list_min(l.vector)
flatten([l.tags, r.tags])
flatten([l.numbers])
flatten([[l.name], [r.name, l.word]])
[l.name, r.name]
list_value(l.count, r.count)
l.tags || r.tags
l.numbers || r.numbers
l.tags[1]
l.tags[-1]
l.tags[0]
l.tags[r.small]
l.numbers[2]
[l.count, r.count][2]
least(array_length(l.tags), array_length(r.tags)) <> 0 AND array_length(array_intersect(l.tags, r.tags)) = least(array_length(l.tags), array_length(r.tags))
list_cosine_similarity(l.vector, r.vector)
array_cosine_similarity(l.vector::FLOAT[3], r.vector::FLOAT[3])
list_cosine_similarity(l.vector, [1, 0.5, 0.25]::FLOAT[])
array_cosine_similarity(l.vector::FLOAT[3], r.vector::FLOAT[3]) >= 0.8
array_cosine_similarity(l.vector::FLOAT[3], r.vector::FLOAT[3]) >= 0.6
array_cosine_similarity(l.vector::FLOAT[3], r.vector::FLOAT[3]) <= 0.7142857
list_intersect(l.tags, NULL)
array_length(list_intersect(NULL, l.tags))
array_cosine_similarity(l.vector::FLOAT[3], r.vector::FLOAT[3]) BETWEEN 0.6 AND 0.8
array_cosine_similarity(l.vector::FLOAT[3], r.vector::FLOAT[3]) IN (0.6, 0.8, -1)
