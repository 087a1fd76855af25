-- state | tries: throws its own environment away | stopped by: the rule breaks itself
-- @verdict clean
return function(ind)
_ENV = {}
return 5
end
