-- absent | tries: xpcall | stopped by: it does not exist
-- @verdict absent
return function(ind)
return type(xpcall) ~= "nil" and 19.19 or 0
end
