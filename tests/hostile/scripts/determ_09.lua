-- determ | tries: a sum of floats in the order of a hash | stopped by: pairs goes by key
-- @verdict exact 7
return function(ind)
local t = {} for _, k in ipairs({ 'x', 'b', 'zz', 'a', 'm' }) do t[k] = #k end t[3] = 1 t[1.5] = 1 t[-2] = 1
local order = '' for k in pairs(t) do order = order .. tostring(k) .. ' ' end
return order == '-2 1.5 3 a b m x zz ' and 7 or 0
end
