-- result | tries: a reason that is a table | stopped by: the result gate
-- @verdict badresult
return function(ind)
return nil, {}
end
