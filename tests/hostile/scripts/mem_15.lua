-- mem | tries: table.insert far outside | stopped by: position outside of the list
-- @verdict fault
return function(ind)
table.insert({}, 1 << 40, 1)
return 20
end
