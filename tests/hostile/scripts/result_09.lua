-- result | tries: returns a numeral as text | stopped by: the result gate
-- @verdict badresult
return function(ind)
return '5'
end
