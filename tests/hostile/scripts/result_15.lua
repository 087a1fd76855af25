-- result | tries: returns a library function | stopped by: the result gate
-- @verdict badresult
return function(ind)
return min
end
