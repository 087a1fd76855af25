-- raw | tries: a number instead of a table | stopped by: refused
-- @verdict fault raw
return 5
