-- raw | tries: the id of another rule | stopped by: refused
-- @verdict fault raw
-- @basis x
return { id = 'honest', title = 'H', applies = {}, examples = { { 'x', { weight = 20 }, 0 } }, score = function() return 20 end }
