-- ccpu | tries: concat of long parts, few of them | stopped by: steps for bytes, the length of a text
-- @verdict fault
return function(ind)
local a = 'x'
for _ = 1, 9 do a = a .. a end
local t = {}
for i = 1, 4000 do t[i] = a end
while true do table.concat(t) end
end
