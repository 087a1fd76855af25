-- num | tries: a power of constants, computed by the compiler with libm | stopped by: refused when the file is loaded
-- @verdict absent
return function(ind)
return 2 ^ 0.5 > 1 and 19.19 or 0
end
