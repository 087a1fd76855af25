-- absent | tries: patterns in find | stopped by: find is plain
-- @verdict absent
return function(ind)
return ('abc'):find('%a') and 19.19 or 0
end
