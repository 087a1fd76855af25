-- load | tries: require of itself, round and round | stopped by: depth of require
-- @verdict fault
return require("circle")
