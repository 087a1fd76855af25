-- raw | tries: a table that holds itself | stopped by: read raw, to a bounded depth
-- @verdict fault raw
-- @basis x
local t = { id = 'hostile', title = 'H', score = function() return 20 end }
t.applies = t t.examples = t t.params = t
return t
