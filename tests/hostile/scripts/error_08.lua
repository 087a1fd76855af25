-- error | tries: raises broken UTF-8 | stopped by: replaced characters
-- @verdict fault
return function(ind)
error('\xff\xc0\x80')
end
