-- raw | tries: a list where a map belongs | stopped by: refused
-- @verdict fault raw
-- @basis x
return { 1, 2, 3, id = "hostile" }
