-- num | tries: a power inside a function inside a function | stopped by: refused when the file is loaded
-- @verdict absent
return function(ind)
local function f() return function(x) return x ^ 2 end end
return f()(3) == 9 and 19.19 or 0
end
