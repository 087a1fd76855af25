-- ccpu | tries: max of very many, for ever | stopped by: steps
-- @verdict fault
return function(ind)
local t = {}
for i = 1, 200 do t[i] = i end
while true do max(table.unpack(t)) end
end
