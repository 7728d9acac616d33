-- CASE.
CASE WHEN l.flag THEN 1 WHEN r.flag THEN 2 ELSE 3 END
CASE WHEN l.flag THEN l.name END
CASE l.small WHEN 1 THEN 'one' WHEN r.small THEN 'same' ELSE 'other' END
CASE l.name WHEN NULL THEN 1 WHEN r.name THEN 2 END
CASE NULL WHEN NULL THEN 1 ELSE 2 END
CASE WHEN NULL THEN 1 ELSE 2 END
CASE WHEN l.count > r.count THEN l.count ELSE r.count END
CASE WHEN l.flag THEN CASE WHEN r.flag THEN 'both' ELSE 'left' END WHEN r.flag THEN 'right' END
