-- num | tries: integer overflow wraps | stopped by: defined, and above the weight or below 0
-- @verdict badresult
return function(ind)
return 0x7fffffffffffffff + 1
end
