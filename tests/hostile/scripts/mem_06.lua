-- mem | tries: recursion that is no tail call | stopped by: the stack
-- @verdict fault
return function(ind)
local function f(n) return 1 + f(n + 1) end
return f(1)
end
