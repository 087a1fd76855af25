-- mem | tries: concatenation of very many at once | stopped by: the length of a text
-- @verdict fault
return function(ind)
local a = 'x'
for _ = 1, 9 do a = a .. a end
local b = a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a
local c = b .. b .. b .. b .. b .. b .. b .. b .. b .. b .. b .. b .. b .. b .. b .. b
return #c > 0 and 20 or 0
end
