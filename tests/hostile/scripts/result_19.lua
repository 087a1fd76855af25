-- result | tries: three values | stopped by: the result gate
-- @verdict badresult
return function(ind)
return 5, 'note', 'more'
end
