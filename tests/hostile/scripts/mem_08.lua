-- mem | tries: recursion through varargs that grow | stopped by: the stack
-- @verdict fault
return function(ind)
local function f(...) return 1 + f(1, ...) end
return f()
end
