-- absent | tries: _G as a way to what was hidden | stopped by: it does not exist
-- @verdict absent
return function(ind)
return _G and 19.19 or 0
end
