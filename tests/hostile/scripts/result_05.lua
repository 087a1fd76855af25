-- result | tries: returns below 0 | stopped by: the result gate
-- @verdict badresult
return function(ind)
return -1
end
