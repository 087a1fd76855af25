-- raw | tries: score is a library function | stopped by: refused: not a function of the file
-- @verdict fault raw
-- @basis x
return { id = 'hostile', title = 'H', applies = {}, examples = { { 'x', { weight = 20 }, 0 } }, score = min }
