-- num | tries: a power | stopped by: refused when the file is loaded
-- @verdict absent
return function(ind)
local x = 2
return x ^ 0.5 > 1 and 19.19 or 0
end
