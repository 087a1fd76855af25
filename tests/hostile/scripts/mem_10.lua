-- mem | tries: rubbish: never much alive, very much asked for | stopped by: bytes asked for, or steps
-- @verdict fault
return function(ind)
local a = 'x'
for _ = 1, 9 do a = a .. a end
local i = 0
while true do i = i + 1 local _ = a .. i end
end
