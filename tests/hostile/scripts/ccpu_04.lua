-- ccpu | tries: == on texts as long as a block | stopped by: the length of a text
-- @verdict fault
return function(ind)
local a = 'x'
for _ = 1, 16 do a = a .. a end
local p, q, n = a .. 'y', a .. 'y', 0
while true do if p == q then n = n + 1 end end
end
