-- absent | tries: the tail of what require gives: a module of the host | stopped by: only names of rules/lib, while loading
-- @verdict absent
return function(ind)
return require('debug') and 19.19 or 0
end
