-- result | tries: returns a table | stopped by: the result gate
-- @verdict badresult
return function(ind)
return { 5 }
end
