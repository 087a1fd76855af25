-- error | tries: assert with a table as message | stopped by: only texts are raised
-- @verdict fault
return function(ind)
assert(false, {})
end
