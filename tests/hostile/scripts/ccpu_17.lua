-- ccpu | tries: rehash thrash: one key out, one in, in a full table | stopped by: bytes asked for
-- @verdict fault
return function(ind)
local t, n = {}, 2048
for i = 1, n do t[i + 0.5] = 1 end
local i = n
while true do t[i - n + 1 + 0.5] = nil i = i + 1 t[i + 0.5] = 1 end
end
