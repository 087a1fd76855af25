-- result | tries: returns a function | stopped by: the result gate
-- @verdict badresult
return function(ind)
return function() return 5 end
end
