-- mem | tries: string.char with very many arguments | stopped by: 200 items at most
-- @verdict fault
return function(ind)
local t = {}
for i = 1, 201 do t[i] = 65 end
return #string.char(table.unpack(t)) / 201 * 20
end
