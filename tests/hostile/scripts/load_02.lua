-- load | tries: recursion | stopped by: the stack
-- @verdict fault
local function f() return 1 + f() end
f()
