-- ccpu | tries: unpack of the most items | stopped by: steps for items
-- @verdict fault
return function(ind)
local t = {}
for i = 1, 200 do t[i] = i end
local function f() end
while true do f(table.unpack(t)) end
end
