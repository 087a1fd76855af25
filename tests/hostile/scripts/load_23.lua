-- load | tries: require of a file that never ends | stopped by: steps
-- @verdict fault
return require("endless")
