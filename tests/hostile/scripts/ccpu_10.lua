-- ccpu | tries: concat of a long list again and again | stopped by: steps for items, bytes asked for
-- @verdict fault
return function(ind)
local t = {}
for i = 1, 4000 do t[i] = 'a' end
while true do table.concat(t) end
end
