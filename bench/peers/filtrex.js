// filtrex.js: the rules of mof-2020 as one expression that filtrex compiles to a function.
'use strict';
const { compileExpression } = require('filtrex');

const up = '(if actual >= target then weight else if actual <= 0 then 0 else weight * actual / target)';
const kept = (from, to, share) => `(if exists(declared) then (if ${from} and ${to} then declared else ${share}) else ${share})`;
const part = 'declared / weight';
const expression = `
  if kind == "execution" then
    (if target == 0 then (if actual == 0 then weight else 0) else if actual > target then weight else weight * actual / target)
  else if kind == "qualitative" then
    (if band == "met" then ${kept(`${part} >= 0.8`, `${part} <= 1`, 'weight')}
     else if band == "partial" then ${kept(`${part} >= 0.6`, `${part} < 0.8`, 'weight * 0.7')}
     else ${kept(`${part} >= 0`, `${part} < 0.6`, '0')})
  else if band != "" then (if band == "met" then weight else 0)
  else if direction == "zero" then (if actual <= 0 then weight else 0)
  else if group == "satisfaction" and direction in ("up", "equal") then ${up}
  else if direction in ("up", "equal") then ${up}
  else if direction == "down" then
    (if actual <= target then weight else if target == 0 then 0 else weight * target / actual)
  else if actual <= target then weight else 0`;

exports.prepare = () => {
  const score = compileExpression(expression);
  return (rows) => rows.map(score);
};
