-- load | tries: raises a table | stopped by: refused
-- @verdict fault
error({})
