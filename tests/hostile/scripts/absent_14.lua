-- absent | tries: the third value of pairs, to begin anywhere | stopped by: there is only the iterator
-- @verdict absent
return function(ind)
local f, t, k = pairs({ 1 }) return (t ~= nil or k ~= nil) and 19.19 or f({}, 0) == 1 and 0 or 19.19
end
