-- error | tries: compares a number with a text | stopped by: a fault with its line
-- @verdict fault
return function(ind)
return 1 < 'x' and 20 or 0
end
