-- result | tries: very many values | stopped by: the result gate or the stack
-- @verdict badresult
return function(ind)
local t = {}
for i = 1, 200 do t[i] = 5 end
return table.unpack(t)
end
