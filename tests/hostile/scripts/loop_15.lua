-- loop | tries: a comparison that never returns | stopped by: steps
-- @verdict fault
return function(ind)
table.sort({ 3, 2, 1 }, function() while true do end end) return 20
end
