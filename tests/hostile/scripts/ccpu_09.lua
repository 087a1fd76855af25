-- ccpu | tries: insert at the head of the longest list | stopped by: steps for items
-- @verdict fault
return function(ind)
local t = {}
for i = 1, 4000 do t[i] = i end
while true do table.insert(t, 1, 0) table.remove(t, 1) end
end
