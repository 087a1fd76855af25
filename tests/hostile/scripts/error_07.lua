-- error | tries: raises "not enough memory" like the interpreter | stopped by: it is only a text
-- @verdict fault
return function(ind)
error('not enough memory')
end
