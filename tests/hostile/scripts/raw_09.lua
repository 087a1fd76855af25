-- raw | tries: a parameter that is not a number | stopped by: refused
-- @verdict fault raw
-- @basis x
return { id = 'hostile', title = 'H', applies = {}, examples = { { 'x', { weight = 20 }, 0 } }, score = function(weight) return weight end, params = { x = { default = 0/0, doc = 'd' } } }
