-- state | tries: replaces every function of the library | stopped by: each file has its own
-- @verdict clean
return function(ind)
min = function() return 19.19 end
max, floor, ceil, abs, round, ratio, type, tostring, tonumber, ipairs, select, assert, error = min, min, min, min, min, min, min, min, min, min, min, min, min
return 5
end
