-- raw | tries: nothing but a comment | stopped by: refused: it returns no table
-- @verdict fault raw

