-- result | tries: a note that is a number | stopped by: the result gate
-- @verdict badresult
return function(ind)
return 5, 5
end
