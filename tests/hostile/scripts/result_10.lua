-- result | tries: returns a numeral with a blank | stopped by: the result gate
-- @verdict badresult
return function(ind)
return '5 '
end
