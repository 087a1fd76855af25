-- num | tries: round to a hundred places | stopped by: 0 to 4 places
-- @verdict fault
return function(ind)
return round(1, 100)
end
