-- raw | tries: fields that are not known | stopped by: refused, with the nearest name
-- @verdict fault raw
-- @basis x
return { id = 'hostile', title = 'H', applies = {}, examples = { { 'x', { weight = 20 }, 0 } }, score = function() return 20 end, __gc = 1, __index = 2 }
