-- load | tries: an unfinished text | stopped by: refused with its line
-- @verdict fault
return function() return "x
