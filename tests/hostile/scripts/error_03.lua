-- error | tries: raises a function | stopped by: only texts are raised
-- @verdict fault
return function(ind)
error(function() while true do end end)
end
