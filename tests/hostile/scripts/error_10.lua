-- error | tries: calls a number | stopped by: a fault with its line
-- @verdict fault
return function(ind)
local x = 5
return x()
end
