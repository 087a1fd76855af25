-- result | tries: returns minus not a number | stopped by: the result gate
-- @verdict badresult
return function(ind)
return -(0/0)
end
