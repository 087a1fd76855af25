-- absent | tries: varargs of the chunk carry something of the host | stopped by: there are none
-- @verdict absent
return function(ind)
return 0
end
