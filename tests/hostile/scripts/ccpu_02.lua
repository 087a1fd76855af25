-- ccpu | tries: find from every place | stopped by: steps for bytes
-- @verdict fault
return function(ind)
local s = 'a'
for _ = 1, 9 do s = s .. s end
while true do for i = 1, #s do s:find('b', i) end end
end
