-- raw | tries: score takes what does not exist | stopped by: refused, with the nearest name
-- @verdict fault raw
-- @basis x
return { id = 'hostile', title = 'H', applies = {}, examples = { { 'x', { weight = 20 }, 0 } }, score = function(debug) return 20 end }
