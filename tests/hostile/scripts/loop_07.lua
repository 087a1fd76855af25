-- loop | tries: two functions that call each other in tail position | stopped by: steps
-- @verdict fault
return function(ind)
local a, b
function a(n) return b(n + 1) end
function b(n) return a(n - 1) end
return a(0)
end
