-- error | tries: arithmetic on a text that is no number | stopped by: a fault with its line
-- @verdict fault
return function(ind)
return 'x' + 1
end
