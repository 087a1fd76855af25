-- raw | tries: score takes anything | stopped by: refused: arguments are named
-- @verdict fault raw
-- @basis x
return { id = 'hostile', title = 'H', applies = {}, examples = { { 'x', { weight = 20 }, 0 } }, score = function(...) return 20 end }
