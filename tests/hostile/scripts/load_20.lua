-- load | tries: require of a path | stopped by: names only
-- @verdict fault
return require("../../../etc/passwd")
