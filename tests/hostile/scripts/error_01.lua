-- error | tries: raises a table | stopped by: only texts are raised
-- @verdict fault
return function(ind)
error({})
end
