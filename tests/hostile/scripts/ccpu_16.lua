-- ccpu | tries: tonumber of a very long numeral | stopped by: steps for bytes
-- @verdict fault
return function(ind)
local s = '1'
for _ = 1, 9 do s = s .. s end
while true do tonumber(s) end
end
