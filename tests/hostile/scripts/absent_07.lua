-- absent | tries: setmetatable | stopped by: it does not exist
-- @verdict absent
return function(ind)
return type(setmetatable) ~= "nil" and 19.19 or 0
end
