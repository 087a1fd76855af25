-- loop | tries: pairs over a table that grows as it is read | stopped by: the keys are those of the beginning
-- @verdict exact 3
return function(ind)
local t, n = { 1, 2, 3 }, 0 for k in pairs(t) do n = n + 1 t[k + 100] = 1 t['x' .. k] = 1 end return n
end
