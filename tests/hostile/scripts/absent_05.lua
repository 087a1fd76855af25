-- absent | tries: dofile | stopped by: it does not exist
-- @verdict absent
return function(ind)
return type(dofile) ~= "nil" and 19.19 or 0
end
