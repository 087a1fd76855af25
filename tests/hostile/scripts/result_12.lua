-- result | tries: returns false | stopped by: the result gate
-- @verdict badresult
return function(ind)
return false
end
