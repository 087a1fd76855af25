-- error | tries: raises nil | stopped by: only texts are raised
-- @verdict fault
return function(ind)
error(nil)
end
