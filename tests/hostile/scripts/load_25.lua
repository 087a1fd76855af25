-- load | tries: require of what is not there | stopped by: refused
-- @verdict fault
return require("nothing")
