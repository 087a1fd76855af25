-- result | tries: returns the least integer | stopped by: the result gate
-- @verdict badresult
return function(ind)
return -0x7fffffffffffffff - 1
end
