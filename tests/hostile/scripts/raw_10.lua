-- raw | tries: very many examples | stopped by: refused
-- @verdict fault raw
-- @basis x
local e = {}
for i = 1, 4000 do e[i] = { 'x', { weight = 20 }, 0 } end
return { id = 'hostile', title = 'H', applies = {}, examples = e, score = function() return 20 end }
