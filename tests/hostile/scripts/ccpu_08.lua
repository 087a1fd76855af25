-- ccpu | tries: sub of a long text | stopped by: steps for bytes, bytes asked for
-- @verdict fault
return function(ind)
local s = 'x'
for _ = 1, 9 do s = s .. s end
while true do s:sub(2) end
end
