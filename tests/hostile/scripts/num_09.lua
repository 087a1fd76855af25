-- num | tries: a float as a position that has no integer | stopped by: a fault
-- @verdict fault
return function(ind)
return #('abc'):sub(1.5)
end
