-- state | tries: empties the tables of the library | stopped by: each file has its own
-- @verdict clean
return function(ind)
for _, name in ipairs({ "len", "sub", "find", "byte", "char", "upper", "lower" }) do string[name] = nil end
for _, name in ipairs({ "floor", "max", "min" }) do math[name] = nil end
for _, name in ipairs({ "concat", "insert", "unpack" }) do table[name] = nil end
return 5
end
