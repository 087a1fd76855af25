-- ccpu | tries: many small live tables, then rubbish: each collection is dear | stopped by: live bytes, bytes asked for
-- @verdict fault
return function(ind)
local t = {}
for i = 1, 6000 do local u = {} for k = 1, 8 do u[k] = { k } end t[i] = u end
while true do local _ = {} end
end
