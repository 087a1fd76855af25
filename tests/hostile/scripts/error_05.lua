-- error | tries: raises a text that looks like a place in another file | stopped by: cut, and shown as words
-- @verdict fault
return function(ind)
error('mof-2020/ratio_up.lua:1: all is well', 0)
end
