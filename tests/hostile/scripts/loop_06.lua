-- loop | tries: tail calls for ever: no stack grows | stopped by: steps
-- @verdict fault
return function(ind)
local function f(n) return f(n + 1) end
return f(1)
end
