-- ccpu | tries: long texts as keys: each lookup hashes or compares | stopped by: steps; texts are short
-- @verdict fault
return function(ind)
local a = 'x'
for _ = 1, 9 do a = a .. a end
local t = { [a .. 'y'] = 1 }
while true do local _ = t[a .. 'y'] end
end
