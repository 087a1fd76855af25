-- ccpu | tries: select from far behind | stopped by: steps for items
-- @verdict fault
return function(ind)
local t = {}
for i = 1, 200 do t[i] = i end
while true do select(199, table.unpack(t)) end
end
