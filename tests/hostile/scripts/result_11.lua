-- result | tries: returns true | stopped by: the result gate
-- @verdict badresult
return function(ind)
return true
end
