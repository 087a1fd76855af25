-- result | tries: declines without a reason | stopped by: the result gate
-- @verdict badresult
return function(ind)
return nil, ''
end
