-- loop | tries: a comparison that sorts, and so on | stopped by: the depth of calls
-- @verdict fault
return function(ind)
local function deeper() table.sort({ 2, 1 }, deeper) return true end deeper() return 20
end
