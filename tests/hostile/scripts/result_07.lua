-- result | tries: returns a very large integer | stopped by: the result gate
-- @verdict badresult
return function(ind)
return 1 << 62
end
