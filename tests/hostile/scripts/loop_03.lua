-- loop | tries: repeat that never ends | stopped by: steps
-- @verdict fault
return function(ind)
local n = 0
repeat n = n + 1 until n < 0
return 20
end
