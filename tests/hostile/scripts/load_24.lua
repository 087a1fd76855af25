-- load | tries: require again and again: each reads the shelf | stopped by: steps
-- @verdict fault
while true do require("once") end
