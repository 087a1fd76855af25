-- num | tries: ratio by zero | stopped by: a fault
-- @verdict fault
return function(ind)
return ratio(1, 0)
end
