-- result | tries: returns infinity | stopped by: the result gate
-- @verdict badresult
return function(ind)
return 1/0
end
