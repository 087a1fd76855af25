-- absent | tries: modules: coroutine, io, os, debug, package, utf8 | stopped by: they do not exist
-- @verdict absent
return function(ind)
return (coroutine or io or os or debug or package or utf8) and 19.19 or 0
end
