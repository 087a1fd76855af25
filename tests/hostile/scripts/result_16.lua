-- result | tries: returns nothing | stopped by: the result gate
-- @verdict badresult
return function(ind)
return
end
