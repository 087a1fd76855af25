-- ccpu | tries: plain find, quadratic, on the longest texts there can be | stopped by: steps for bytes
-- @verdict fault
return function(ind)
local s = 'a'
for _ = 1, 9 do s = s .. s end
local p = s:sub(1, 256) .. 'b'
while true do s:find(p) end
end
