-- result | tries: returns a cent above the weight | stopped by: the result gate
-- @verdict badresult
return function(ind)
return 20.01
end
