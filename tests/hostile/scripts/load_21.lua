-- load | tries: require with zero bytes | stopped by: names only
-- @verdict fault
return require("once\0/../x")
